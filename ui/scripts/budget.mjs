// Fails the build when the first load or a split part outgrows its budget (gzip level 9, kB = 1000 bytes).
import { readFileSync, rmSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const limits = { js: 250, css: 20, Changes: 60 };
const part = 100; // of what is split off, where nothing else is said
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));
const kb = (files) =>
  [...files].reduce((n, f) => n + gzipSync(readFileSync(`dist/${f}`), { level: 9 }).length / 1000, 0);
const closure = (key, js = new Set(), css = new Set(), seen = new Set()) => {
  if (seen.has(key)) return { js, css };
  seen.add(key);
  const chunk = manifest[key];
  js.add(chunk.file);
  for (const c of chunk.css ?? []) css.add(c);
  for (const i of chunk.imports ?? []) closure(i, js, css, seen);
  return { js, css };
};
const first = closure('index.html');
const rows = [
  ['js', kb(first.js)],
  ['css', kb(first.css)],
];
// What is there when a part is asked for: the first load, and all of the part that asks, where only one does.
const before = (key) => {
  const asking = Object.keys(manifest).filter((one) => manifest[one].dynamicImports?.includes(key));
  return new Set([...first.js, ...(asking.length === 1 ? closure(asking[0]).js : [])]);
};
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry) continue;
  const known = before(key);
  const own = [...closure(key).js].filter((f) => !known.has(f));
  rows.push([key.replace(/^.*\//, '').replace(/\.\w+$/, ''), kb(own)]);
}
let over = 0;
for (const [name, size] of rows) {
  const limit = limits[name] ?? part;
  if (size > limit) over++;
  console.log(`${size > limit ? 'OVER' : 'ok  '} ${name.padEnd(12)} ${size.toFixed(1)} kB of ${limit}`);
}
rmSync('dist/.vite', { recursive: true });
process.exit(over ? 1 : 0);
