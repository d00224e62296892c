/**
 * The second way to the native part: TensorFlow out of its Python wheel, the addon compiled here.
 * For networks that reach the Python index but not the storage bucket of the official download.
 */
import fs from "node:fs";
import path from "node:path";
import { remove } from "../base/files.mjs";
import { SetupProblem, tail } from "../base/problem.mjs";
import { run } from "../base/run.mjs";
import { size } from "../base/say.mjs";
import { compileAddon } from "./compile.mjs";

/** The TensorFlow that the addon is known to work with. */
export const wheelVersion = "2.21.*";
const spaceNeeded = 1.4e9;

/**
 * The ways to ask pip for the wheel, in order: first as this Python would have it; then, since the
 * library inside does not care about Python, as another Python would (a brand-new one has no wheel).
 */
export function wheelRequests(arch = process.arch) {
  const machine = arch === "arm64" ? "aarch64" : "x86_64";
  const foreign = ["--python-version", "3.12", "--implementation", "cp"];
  const platforms = ["manylinux_2_27", "manylinux_2_17"].flatMap((name) => [
    "--platform",
    `${name}_${machine}`,
  ]);
  // On ARM the plain package is the processor-only one.
  const names = arch === "arm64" ? ["tensorflow-cpu", "tensorflow"] : ["tensorflow-cpu"];
  return names.flatMap((name) => [
    [`${name}==${wheelVersion}`],
    [`${name}==${wheelVersion}`, ...foreign, ...platforms],
  ]);
}

/** Whether this Linux has the C library that Python wheels called "manylinux" are built for. */
export function hasGlibc() {
  const { report } = process;
  // Otherwise the report looks up the name of every open connection first.
  report.excludeNetwork = true;
  return Boolean(report.getReport().header.glibcVersionRuntime);
}

/** Why the wheel way is closed on this machine, or `undefined` when it is open. */
export function wheelObstacle(machine) {
  const { platform, arch, glibc, python, compiler, cache, free } = machine;
  if (platform !== "linux" || !["x64", "arm64"].includes(arch)) {
    return `the Python wheel serves Linux on x64 and arm64 only, this is ${platform} ${arch}`;
  }
  if (!glibc)
    return "the Python wheel is built for glibc, and this Linux has another C library (musl)";
  if (!python) return "the Python wheel needs Python's pip";
  if (!compiler) {
    return "the Python wheel needs a C++ compiler to build the addon (Debian, Ubuntu: sudo apt install g++)";
  }
  if (free < spaceNeeded) {
    return `the Python wheel needs ${size(spaceNeeded)} free in ${cache}, there are ${size(free)}`;
  }
  return undefined;
}

/**
 * Fills `at.building` with `deps/` and the addon.
 *
 * @param {{python: string, compiler: string, at: NonNullable<ReturnType<import("./place.mjs").nativePlaces>>,
 *   places: ReturnType<import("../base/places.mjs").placesOf>}} job
 */
export async function fromWheel({ python, compiler, at, places }) {
  const wheel = await downloadWheel(python, at.downloads);
  const deps = path.join(at.building, "deps");
  const script = path.join(places.project, "src", "setup", "native", "unpackWheel.py");
  const { code, output } = await run(python, [script, wheel, deps]);
  const libraries = code === 0 ? output.trim().split("\n") : [];
  if (libraries.length < 2) {
    remove(wheel);
    throw new SetupProblem({
      code: "native.unpack",
      what: `${path.basename(wheel)} does not hold TensorFlow's libraries`,
      seen: tail(output),
      fix: "run `npm run setup -- --retry` to fetch it again",
    });
  }
  const { addon, napi, building: folder } = at;
  await compileAddon({ compiler, places, folder, addon, napi, libraries });
  remove(at.downloads);
}

async function downloadWheel(python, folder) {
  const have = fs.existsSync(folder)
    ? fs.readdirSync(folder).find((name) => name.endsWith(".whl"))
    : undefined;
  // pip moves a download here when it is whole: one that is here survived an interrupted set-up.
  if (have) return path.join(folder, have);
  fs.mkdirSync(folder, { recursive: true });
  let said = "";
  for (const request of wheelRequests()) {
    const only = ["--no-deps", "--only-binary=:all:", "--no-cache-dir", "--dest", folder];
    const args = ["-m", "pip", "download", "--no-input", ...only, ...request];
    const { code, output } = await run(python, args);
    const wheel = fs.readdirSync(folder).find((name) => name.endsWith(".whl"));
    if (code === 0 && wheel) return path.join(folder, wheel);
    said = output;
  }
  throw new SetupProblem({
    code: "native.download",
    what: "pip could not download the TensorFlow wheel",
    seen: tail(said, 4),
    fix: "connect to the internet (or set PIP_INDEX_URL to a mirror) and run `npm run setup -- --retry`",
  });
}
