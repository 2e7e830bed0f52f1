// The national map under ours, where the portal has a key for it.

/** Offers the national map; the button goes away when the service does. */
export function addOverlay(map, { vworld, tiles }, button) {
  if (vworld !== "on" || !button) return;
  button.hidden = false;
  const add = () => {
    map.addSource("national", { type: "raster", tiles: [location.origin + tiles], tileSize: 256, minzoom: 6, maxzoom: 19 });
    map.addLayer({ id: "national", type: "raster", source: "national" }, "dongs");
    button.setAttribute("aria-pressed", "true");
  };
  const remove = () => {
    button.setAttribute("aria-pressed", "false");
    if (map.getLayer("national")) map.removeLayer("national");
    if (map.getSource("national")) map.removeSource("national");
  };
  const giveUp = () => {
    remove();
    button.hidden = true;
  };
  button.addEventListener("click", async () => {
    if (map.getLayer("national")) return remove();
    // The library passes over tiles that are not there, so one is asked for beforehand.
    const answer = await fetch(tileAt(map.getCenter(), 12, tiles)).catch(() => null);
    if (!answer?.ok) return giveUp();
    if (!map.getLayer("national")) add();
  });
  map.on("error", ({ sourceId }) => {
    if (sourceId === "national") giveUp();
  });
}

/** Returns the address of the tile at a place (Web Mercator). */
function tileAt({ lng, lat }, zoom, tiles) {
  const count = 2 ** zoom;
  const x = Math.floor(((lng + 180) / 360) * count);
  const y = Math.floor((0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI)) * count);
  return tiles.replace("{z}", zoom).replace("{y}", y).replace("{x}", x);
}
