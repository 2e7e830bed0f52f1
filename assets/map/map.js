// The interactive map: opens on request, shows what the drawing and the lists show, and steps aside if it cannot.

import { addOverlay } from "./overlay.js";
import { addLabels, addPartPopups, addPlaces, boundsOf } from "./places.js";

const box = document.getElementById("map");
if (box) {
  box.hidden = false;
  document.getElementById("open-map").addEventListener("click", open);
}

/** Loads the library and the data, then shows the map. */
async function open() {
  if (box.dataset.state === "loading" || box.dataset.state === "ready") return;
  say("loading");
  try {
    const [library, ...layers] = await Promise.all([
      import("./maplibre-gl.mjs"),
      ...["parts", "dongs", "sites", "organisations"].map((name) => load(box.dataset[name])),
      style(),
    ]);
    library.setWorkerUrl(new URL("./maplibre-gl-worker.mjs", import.meta.url).href);
    show(library, layers);
  } catch {
    fail();
  }
}

function say(state) {
  box.dataset.state = state;
  box.querySelector("[role=status]").textContent = box.dataset[state];
}

function showCanvas(shown) {
  for (const part of box.querySelectorAll(".map-canvas, .map-credits")) part.hidden = !shown;
}

function fail() {
  showCanvas(false);
  say("failed");
}

async function load(address) {
  const answer = await fetch(address, { headers: { accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

function style() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("./maplibre-gl.css", import.meta.url).href;
  return new Promise((resolve, reject) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", reject);
    document.head.append(link);
  });
}

function show({ Map, NavigationControl, ScaleControl, Marker, Popup }, [parts, dongs, sites, orgs]) {
  const canvas = box.querySelector(".map-canvas");
  showCanvas(true);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new Map({
    container: canvas,
    style: drawing(parts, dongs),
    bounds: boundsOf(parts),
    fitBoundsOptions: { padding: 32 },
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 18,
    fadeDuration: still ? 0 : 300,
    locale: {
      "Map.Title": box.dataset.title,
      "NavigationControl.ZoomIn": box.dataset.zoomIn,
      "NavigationControl.ZoomOut": box.dataset.zoomOut,
      "Popup.Close": box.dataset.close,
      "CooperativeGesturesHandler.WindowsHelpText": box.dataset.wheel,
      "CooperativeGesturesHandler.MacHelpText": box.dataset.wheelMac,
      "CooperativeGesturesHandler.MobileHelpText": box.dataset.fingers,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
  map.once("load", () => {
    addLabels(map, Marker, dongs);
    addPlaces(map, { Marker, Popup }, [["site", sites], ["org", orgs]], box.dataset.toList);
    addPartPopups(map, Popup, box.dataset.toList);
    addOverlay(map, box.dataset, document.getElementById("map-overlay"));
    document.getElementById("open-map").remove();
    say("ready");
    map.getCanvas().focus({ preventScroll: true });
  });
  map.on("error", () => {
    if (box.dataset.state !== "loading") return;
    map.remove();
    fail();
  });
}

/** Reads a colour of the style sheet, so that the map follows the contrast of the page. */
function colour(name) {
  const probe = document.createElement("span");
  probe.style.color = `var(${name})`;
  box.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function drawing(parts, dongs) {
  const line = (id, source, name, width) => ({
    id, source, type: "line", layout: { "line-join": "round" }, paint: { "line-color": colour(name), "line-width": width },
  });
  const fill = { "fill-color": colour("--zone"), "fill-opacity": 0.35 };
  return {
    version: 8,
    sources: { dongs: { type: "geojson", data: dongs }, parts: { type: "geojson", data: parts } },
    layers: [
      { id: "land", type: "background", paint: { "background-color": colour("--map-land") } },
      line("dongs", "dongs", "--map-line", 1.5),
      { id: "parts", source: "parts", type: "fill", paint: fill },
      line("outlines", "parts", "--zone", 3),
    ],
  };
}
