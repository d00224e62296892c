/** Finding a Python that can make a virtual environment. */
import { spawnSync } from "node:child_process";
import { SetupProblem } from "./problem.mjs";

export const oldestPython = [3, 10];

// Python 2 must be able to run this too, to be told apart.
const probe = `
import json, sys
def has(name):
    try:
        __import__(name)
        return True
    except ImportError:
        return False
print(json.dumps({"version": list(sys.version_info[:3]), "executable": sys.executable,
                  "venv": has("venv") and has("ensurepip")}))
`;

/** The commands tried, in order; `PYTHON` names one to prefer. */
export function pythonCommands(platform = process.platform, env = process.env) {
  const preferred = env.PYTHON ? [[env.PYTHON]] : [];
  if (platform === "win32") return [...preferred, ["py", "-3"], ["python"], ["python3"]];
  const versions = ["3.13", "3.12", "3.11", "3.10", "3.14"].map((version) => [`python${version}`]);
  return [...preferred, ["python3"], ["python"], ...versions];
}

/** Every Python that answers, each `{version: [3, 11, 2], executable, venv}`. */
export function findPythons(commands = pythonCommands(), env = process.env) {
  const found = [];
  for (const [program, ...args] of commands) {
    const { status, stdout } = spawnSync(program, [...args, "-c", probe], {
      encoding: "utf8",
      env,
      timeout: 20_000,
      windowsHide: true,
    });
    const python = status === 0 ? parseProbe(stdout) : undefined;
    if (python && !found.some(({ executable }) => executable === python.executable)) {
      found.push(python);
      // The first that can do all is taken; there is no need to start the others.
      if (isRecent(python) && python.venv) break;
    }
  }
  return found;
}

/** What a Python said about itself, or `undefined` when it said something else. */
export function parseProbe(text) {
  try {
    const { version, executable, venv } = JSON.parse(text.trim().split("\n").at(-1));
    return Array.isArray(version) ? { version, executable, venv } : undefined;
  } catch {
    return undefined;
  }
}

export function isRecent({ version }) {
  const [major, minor] = version;
  return major > oldestPython[0] || (major === oldestPython[0] && minor >= oldestPython[1]);
}

/** The Python to use, or the problem that says which one to install. */
export function choosePython(found, platform = process.platform) {
  const recent = found.filter(isRecent);
  const ready = recent.find(({ venv }) => venv);
  if (ready) return { python: ready };
  return { problem: recent.length ? noVenv(recent[0]) : noPython(found, platform) };
}

const stillWorks =
  "without it the library, `npm test`, `npm run parity` and `npm run doctor` work; JupyterLab and `npm run lessons` do not";

function noPython(found, platform) {
  const oldest = oldestPython.join(".");
  const what = found.length
    ? `Python ${oldest} or newer is needed for JupyterLab, and there is only ${found.map(({ version }) => version.join(".")).join(", ")}`
    : `Python ${oldest} or newer is needed for JupyterLab, and there is none on the PATH`;
  const install = {
    linux:
      "install it: `sudo apt install python3 python3-venv` (Debian, Ubuntu), `sudo dnf install python3` (Fedora)",
    darwin: "install it: `brew install python`, or from https://www.python.org/downloads/",
    win32:
      "install it: `winget install Python.Python.3.12`, or from https://www.python.org/downloads/",
  };
  return new SetupProblem({
    code: found.length ? "python.old" : "python.missing",
    what,
    fix: [
      install[platform] ?? "install it from https://www.python.org/downloads/",
      "if it is there under another name, say so: `PYTHON=/path/to/python3 npm start`",
      stillWorks,
    ],
  });
}

function noVenv({ version, executable }) {
  const name = `python${version.slice(0, 2).join(".")}-venv`;
  return new SetupProblem({
    code: "python.venv",
    what: `Python ${version.join(".")} (${executable}) is here, but its module for virtual environments is not`,
    fix: [
      `install it: \`sudo apt install python3-venv\` (Debian, Ubuntu; or ${name} for exactly this one)`,
      stillWorks,
    ],
  });
}
