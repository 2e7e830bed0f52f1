// What stands on the interactive map beside the outlines: names of dongs, numbered places, what a click tells.

function pointsOf({ geometry }) {
  return geometry ? geometry.coordinates.flat(geometry.type === "MultiPolygon" ? 2 : geometry.type === "Polygon" ? 1 : 0) : [];
}

/** Returns the box around every feature: its south-west and its north-east corner. */
export function boundsOf({ features }) {
  const points = features.flatMap(pointsOf);
  const [lons, lats] = [points.map(([lon]) => lon), points.map(([, lat]) => lat)];
  return [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]];
}

function middleOf(feature) {
  const [[west, south], [east, north]] = boundsOf({ features: [feature] });
  return [(west + east) / 2, (south + north) / 2];
}

function nameOf({ properties }) {
  return (document.documentElement.lang === "en" && properties.name_en) || properties.name_ko;
}

function idOf({ id, properties }) {
  return properties.id ?? id;
}

/** Writes the names of the dongs. */
export function addLabels(map, Marker, dongs) {
  for (const dong of dongs.features.filter(({ geometry }) => geometry)) {
    const label = document.createElement("span");
    label.className = "map-label";
    label.textContent = nameOf(dong);
    // The same names stand in the lists; a reader would hear them without their place.
    label.setAttribute("aria-hidden", "true");
    new Marker({ element: label }).setLngLat(middleOf(dong)).addTo(map);
  }
}

/** Adds one marker a place, numbered as in the list; everything at the place is in its popup. */
export function addPlaces(map, { Marker, Popup }, layers, toList) {
  const places = new Map();
  for (const [kind, { features }] of layers) {
    for (const feature of features.filter(({ geometry }) => geometry)) {
      const entry = document.getElementById(`${kind}-${idOf(feature)}`);
      const number = entry?.querySelector(".map-marker")?.lastChild.textContent ?? "";
      const place = places.get(number) ?? { kind, at: feature.geometry.coordinates, entries: [] };
      place.entries.push([nameOf(feature), entry?.id]);
      places.set(number, place);
    }
  }
  for (const [number, { kind, at, entries }] of places) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = kind === "site" ? "map-marker site" : "map-marker";
    button.textContent = number;
    const names = new Set(entries.map(([name]) => name));
    button.setAttribute("aria-label", `${number} ${[...names].join(", ")}`);
    const popup = new Popup({ maxWidth: "28rem", focusAfterOpen: true }).setDOMContent(content(entries, toList));
    new Marker({ element: button }).setLngLat(at).setPopup(popup).addTo(map);
  }
}

/** Tells the name of a part where it is clicked; the keyboard finds it in the list. */
export function addPartPopups(map, Popup, toList) {
  map.on("click", "parts", ({ lngLat, features: [part] }) => {
    const told = content([[nameOf(part), `part-${idOf(part)}`]], toList);
    new Popup({ maxWidth: "28rem" }).setLngLat(lngLat).setDOMContent(told).addTo(map);
  });
}

function content(entries, toList) {
  const list = document.createElement("ul");
  for (const [name, id] of entries) {
    const item = document.createElement("li");
    item.append(name);
    if (id) {
      const link = document.createElement("a");
      link.href = `#${id}`;
      link.textContent = toList;
      link.setAttribute("aria-label", `${name}: ${toList}`);
      item.append(" ", link);
    }
    list.append(item);
  }
  list.className = "map-popup";
  return list;
}
