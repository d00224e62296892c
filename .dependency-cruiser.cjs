/**
 * The floors of the house: a folder may import only from floors below it (or from itself),
 * and nothing may import in a circle.
 */
const floors = [
  ["tensor"],
  ["audio", "nn"],
  ["diffusion", "generator", "training"],
  ["representation", "conditioning", "corpus"],
  ["network"],
  ["model", "stableAudio"],
  ["evaluation"],
  ["figure"],
  ["notebook"],
  ["exercise"],
];

const above = floors.flatMap((folders, floor) =>
  folders.map((folder) => {
    const lower = floors.slice(0, floor).flat();
    const allowed = [folder, ...lower].join("|");
    return {
      name: `floor-of-${folder}`,
      comment: `src/${folder} may import only from ${lower.length ? lower.join(", ") : "the root files"}`,
      severity: "error",
      from: { path: `^src/${folder}/` },
      to: { path: "^src/[^/]+/", pathNot: `^src/(${allowed})/` },
    };
  }),
);

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    {
      name: "figure-is-plain-data",
      comment: "figures know no tensors and no notebook: numbers in, JSON out",
      severity: "error",
      from: { path: "^src/figure/" },
      to: { path: "^src/(tensor|notebook)/" },
    },
    {
      name: "nothing-imports-the-index",
      comment: "inside the house, import from the room itself",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/(index\\.ts$|cli/)" },
      to: { path: "^src/index\\.ts$" },
    },
    ...above,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    exclude: { path: "^src/setup/" },
  },
};
