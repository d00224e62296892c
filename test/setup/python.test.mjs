import { expect, test } from "vitest";
import { choosePython, findPythons, parseProbe } from "../../src/setup/base/python.mjs";

const python = (version, venv = true) => ({
  version: version.split(".").map(Number),
  executable: `/usr/bin/python${version}`,
  venv,
});

test("what Python says about itself is read, other words are not", () => {
  const said = '{"version": [3, 11, 2], "executable": "/a b/python3", "venv": true}';
  expect(parseProbe(`a greeting from sitecustomize\n${said}\n`)).toEqual({
    version: [3, 11, 2],
    executable: "/a b/python3",
    venv: true,
  });
  expect(parseProbe("Python 3.11.2")).toBeUndefined();
  expect(parseProbe("")).toBeUndefined();
});

test("the first recent one that can make environments is taken", () => {
  const found = [python("3.9.2"), python("3.12.1", false), python("3.10.0"), python("3.13.0")];
  expect(choosePython(found).python.version).toEqual([3, 10, 0]);
});

test("no Python", () => {
  expect(choosePython([], "linux").problem.describe()).toMatchInlineSnapshot(`
    "Python 3.10 or newer is needed for JupyterLab, and there is none on the PATH

    What to do:
      - install it: \`sudo apt install python3 python3-venv\` (Debian, Ubuntu), \`sudo dnf install python3\` (Fedora)
      - if it is there under another name, say so: \`PYTHON=/path/to/python3 npm start\`
      - without it the library, \`npm test\`, \`npm run parity\` and \`npm run doctor\` work; JupyterLab and \`npm run lessons\` do not"
  `);
});

test("a Python that is too old", () => {
  const { problem } = choosePython([python("3.9.2"), python("2.7.18")], "darwin");
  expect(problem.code).toBe("python.old");
  expect(problem.describe()).toMatchInlineSnapshot(`
    "Python 3.10 or newer is needed for JupyterLab, and there is only 3.9.2, 2.7.18

    What to do:
      - install it: \`brew install python\`, or from https://www.python.org/downloads/
      - if it is there under another name, say so: \`PYTHON=/path/to/python3 npm start\`
      - without it the library, \`npm test\`, \`npm run parity\` and \`npm run doctor\` work; JupyterLab and \`npm run lessons\` do not"
  `);
});

test("a Python without the module for environments", () => {
  expect(choosePython([python("3.11.2", false)]).problem.describe()).toMatchInlineSnapshot(`
    "Python 3.11.2 (/usr/bin/python3.11.2) is here, but its module for virtual environments is not

    What to do:
      - install it: \`sudo apt install python3-venv\` (Debian, Ubuntu; or python3.11-venv for exactly this one)
      - without it the library, \`npm test\`, \`npm run parity\` and \`npm run doctor\` work; JupyterLab and \`npm run lessons\` do not"
  `);
});

test("commands that are not there are passed over", () => {
  expect(findPythons([["no-such-python-anywhere"], [process.execPath]])).toEqual([]);
});
