/** Step: JupyterLab's settings for this project, kept in .venv; the user's own are left alone. */
import fs from "node:fs";
import path from "node:path";
import { readJson, writeJson } from "../base/files.mjs";

/** Each settings file, relative to .venv, with its content. */
export const settingsFiles = {
  "etc/jupyter/jupyter_lab_config.json": {
    // The news feed and the look for updates: neither works offline, both cover the first lesson.
    LabApp: { news_url: null, check_for_updates_class: "jupyterlab.NeverCheckForUpdate" },
  },
  "etc/jupyter/jupyter_server_config.json": {
    MultiKernelManager: { default_kernel_name: "tslab" },
  },
  "share/jupyter/lab/settings/overrides.json": {
    "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  },
};

export const jupyterSettingsStep = {
  name: "JupyterLab settings",
  does: "no news, no look for updates; kept in .venv",

  check({ places }) {
    if (!fs.existsSync(places.venvPython)) return { note: "not needed without JupyterLab" };
    const same = Object.entries(settingsFiles).every(
      ([file, wanted]) =>
        JSON.stringify(readJson(path.join(places.venv, file))) === JSON.stringify(wanted),
    );
    return same ? {} : undefined;
  },

  run({ places }) {
    for (const [file, content] of Object.entries(settingsFiles)) {
      writeJson(path.join(places.venv, file), content);
    }
  },
};
