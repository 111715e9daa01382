// npm run lock: writes package-lock.json so that `npm ci` works wherever the packages come from.
// Some registries lack the builds for other platforms; npm then leaves them out of the lock file, and every
// later `npm ci` refuses with "Missing: … from lock file". Adding the entries (npm fetches none of a foreign
// platform) heals that, and keeps one lock file good for Linux, macOS and Windows.
import { execSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

execSync('npm install --package-lock-only --ignore-scripts', { stdio: 'inherit' });
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const oses = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const cpus = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64', 'wasm32'];
let added = 0;
for (const [path, pkg] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(pkg.optionalDependencies ?? {})) {
    const inside = `${path}/node_modules/${name}`;
    const hoisted = `node_modules/${name}`;
    if (!path || lock.packages[inside] || lock.packages[hoisted] || !/^\d/.test(version)) continue;
    const words = name.split(/[-/]/);
    const os = oses.filter((o) => words.includes(o));
    const cpu = cpus.filter((c) => words.includes(c));
    if (!os.length && !cpu.length) continue;
    lock.packages[hoisted] = {
      version,
      ...(cpu.length && { cpu }),
      ...(pkg.dev && { dev: true }),
      optional: true,
      ...(os.length && { os }),
    };
    added++;
  }
}
// Beside node_modules npm may leave the hashes out, by which `npm ci` sees that it is given the same packages.
const unknown = Object.entries(lock.packages)
  .filter(([path, pkg]) => path.includes('node_modules/') && !pkg.link && !pkg.optional && !pkg.integrity)
  .map(([path]) => path);
if (unknown.length)
  throw new Error(`no hash of ${unknown.join(', ')}: remove node_modules and these entries`);
const { '': root, ...rest } = lock.packages;
lock.packages = {
  '': root,
  ...Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))),
};
const text = `${JSON.stringify(lock, null, 2)}\n`;
if (/"resolved": "https?:/.test(text)) throw new Error('the lock file names a registry: check .npmrc');
writeFileSync('package-lock.json', text);
console.log(`${added} builds of other platforms added`);
