// The national map under ours, where the portal has a key for it.

/** Lays the national map under ours where it is configured; without tiles the button goes away. */
export function addOverlay(map, { vworld, tiles }, button) {
  if (vworld !== "on" || !button) return;
  button.hidden = false;
  const remove = () => {
    button.setAttribute("aria-pressed", "false");
    if (map.getLayer("national")) map.removeLayer("national");
    if (map.getSource("national")) map.removeSource("national");
  };
  button.addEventListener("click", () => {
    if (map.getLayer("national")) return remove();
    const address = location.origin + tiles;
    map.addSource("national", { type: "raster", tiles: [address], tileSize: 256, minzoom: 6, maxzoom: 19 });
    map.addLayer({ id: "national", type: "raster", source: "national" }, "dongs");
    button.setAttribute("aria-pressed", "true");
  });
  map.on("error", ({ sourceId }) => {
    if (sourceId !== "national") return;
    remove();
    button.hidden = true;
  });
}
