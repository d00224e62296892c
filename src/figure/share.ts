/** Axes of one quantity are one axis: they get one range, and zooming into one moves them all. */
import { axisTitle } from "./axis";
import type { Axis, ColorAxis } from "./axis";
import { union } from "./finite";
import type { Panel } from "./panel";

const axisKey = (axis: Axis) => `${axisTitle(axis)}|${axis.scale}|${axis.equalAspect ?? false}`;
const colorKey = (color: ColorAxis) => `${axisTitle(color)}|${JSON.stringify(color.colors)}`;

/** Which of a figure's axes are one. */
export interface Sharing {
  /** For each panel the index of the first panel with the same x (or y, or colour) axis. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly color: readonly (number | undefined)[];
}

function groups<T>(items: readonly T[], key: (item: T) => string, share: boolean): number[] {
  const keys = items.map(key);
  return items.map((_, index) => (share ? keys.indexOf(keys[index]) : index));
}

/** Finds the axes that are one, by quantity, unit and scale; none are if `share` is false. */
export function findSharing(panels: readonly Panel[], share: boolean): Sharing {
  const colors = panels.map((panel) => panel.color && colorKey(panel.color));
  return {
    x: groups(panels, (panel) => axisKey(panel.x), share),
    y: groups(panels, (panel) => axisKey(panel.y), share),
    color: colors.map((key, index) =>
      key === undefined ? undefined : share ? colors.indexOf(key) : index,
    ),
  };
}

/** Gives every group of shared axes the union of its ranges. */
export function withSharedRanges(panels: readonly Panel[], sharing: Sharing): Panel[] {
  const members = (of: readonly (number | undefined)[], first: number | undefined) =>
    panels.filter((_, index) => of[index] === first);
  return panels.map((panel, index) => ({
    ...panel,
    x: { ...panel.x, range: union(members(sharing.x, sharing.x[index]).map((p) => p.x.range)) },
    y: { ...panel.y, range: union(members(sharing.y, sharing.y[index]).map((p) => p.y.range)) },
    ...(panel.color
      ? {
          color: {
            ...panel.color,
            range: union(members(sharing.color, sharing.color[index]).map((p) => p.color!.range)),
          },
        }
      : {}),
  }));
}
