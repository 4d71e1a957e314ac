// Draws the land of the conversation map as dots: Natural Earth's 1:110m land (public domain), sampled on a grid.
// Prints the `d` of one path; each run of dots in a row is one short "M x y h length", which the stylesheet dashes into dots.
//
//     npm install --no-save world-atlas@2 topojson-client@3 d3-geo@3
//     node tools/draw_land.mjs > network/places/data/land-path.txt
//
// The grid is that of network/places/projection.py: 4 units to a degree, 68° N at the top.

import { createRequire } from "node:module";
import { geoContains } from "d3-geo";
import { feature } from "topojson-client";

const WIDTH = 1440, LAST_ROW = 452, NORTH = 68, UNITS_PER_DEGREE = 4;
const COLUMN = 10, ROW = 9, FIRST_ROW = 2;

const world = createRequire(import.meta.url)("world-atlas/land-110m.json");
const land = feature(world, world.objects.land);
const isLand = (x, y) => geoContains(land, [x / UNITS_PER_DEGREE - 180, NORTH - y / UNITS_PER_DEGREE]);

/** One row as [start, end] pairs; every other row stands half a column to the right, like bricks. */
function runs(y, row) {
  const found = [];
  let start = null;
  for (let x = row % 2 ? COLUMN / 2 : 0; x <= WIDTH; x += COLUMN) {
    const land = x < WIDTH && isLand(x, y);
    if (land && start === null) start = x;
    if (!land && start !== null) {
      found.push([start, x - COLUMN]);
      start = null;
    }
  }
  if (start !== null) found.push([start, WIDTH - COLUMN / 2]);
  return found;
}

let path = "";
for (let y = FIRST_ROW, row = 0; y <= LAST_ROW; y += ROW, row++) {
  // A lone dot is a dash of almost no length: a round cap makes it whole.
  for (const [start, end] of runs(y, row)) path += `M${start} ${y}h${end - start || 0.1}`;
}
process.stdout.write(path);
