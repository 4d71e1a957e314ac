// Makes static/vendor/prosemirror/: one file, the licences of what is in it, and the sums of both.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const there = join(here, "../../static/vendor/prosemirror");

const made = await build({
  absWorkingDir: here,
  entryPoints: ["prosemirror.js"],
  outfile: join(there, "prosemirror.js"),
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  legalComments: "none",
  metafile: true,
});

const names = new Set(Object.keys(made.metafile.inputs).map((path) => path.match(/^node_modules\/([^/]+)/)?.[1]).filter(Boolean));
const texts = [];
for (const name of [...names].sort()) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  texts.push(`${name} ${version} (${license})\n\n${(await readFile(join(folder, "LICENSE"), "utf8")).trim()}\n`);
}
await mkdir(there, { recursive: true });
const library = join(there, "prosemirror.js");
const text = await readFile(library, "utf8");
// No file that is served names another host, not even in the words of an error.
await writeFile(library, text.replaceAll(/https?:\/\/[^\s"'`)]+/g, "the guide of ProseMirror"));
await writeFile(join(there, "LICENSES.txt"), texts.join(`\n${"-".repeat(80)}\n\n`));

const sums = [];
for (const name of ["LICENSES.txt", "prosemirror.js"]) {
  sums.push(`${createHash("sha256").update(await readFile(join(there, name))).digest("hex")}  ${name}\n`);
}
await writeFile(join(there, "SHA256SUMS"), sums.join(""));
