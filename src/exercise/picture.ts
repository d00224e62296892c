/** Yours against the truth, as a figure. */
import type { Figure } from "../figure/figure";
import { stack } from "../figure/grid";
import { linesPanel } from "../figure/lines";
import { overlay } from "../figure/panel";
import { pointsPanel } from "../figure/points";
import type { Answer } from "./answer";
import { askWith } from "./ask";
import type { Callable, Curve, Formula } from "./exercise";
import { answerOf } from "./answer";

const most = 600;
const steps = 80;

/** Every number of every answer: exact across, yours upwards. Right answers lie on the line. */
function agreementFigure(
  { answer, title }: Formula,
  yours: readonly Answer[],
  exact: readonly Answer[],
): Figure | undefined {
  const points = exact
    .flatMap(({ numbers }, i) => numbers.map((one, k) => [one, yours[i].numbers[k]]))
    .filter((pair) => pair.every(Number.isFinite))
    .slice(0, most);
  if (points.length === 0) return undefined;
  const all = points.map(([one]) => one);
  const ends = [Math.min(...all), Math.max(...all)];
  const x = { quantity: `exact ${answer.quantity}`, unit: answer.unit };
  const y = { quantity: `your ${answer.quantity}`, unit: answer.unit };
  const line = linesPanel(
    [{ name: "yours = exact", x: ends, y: ends, color: "#8a8f98", dash: "dash" }],
    { x, y },
  );
  const dots = pointsPanel([{ name: "random points", points: points.flat(), size: 6 }], { x, y });
  return stack([overlay(line, dots)], {
    title,
    subtitle: "yours against the truth: what is right lies on the line",
  });
}

async function drawn(
  exercise: Formula,
  curve: Curve,
  who: Callable,
): Promise<{ x: number[]; y: number[] }> {
  const { x, inputs } = curve;
  const xs: number[] = [];
  const ys: number[] = [];
  for (let i = 0; i <= steps; i++) {
    const at = x.from + ((x.to - x.from) * i) / steps;
    const read = (...given: unknown[]): number => {
      const answer = who(...given);
      return curve.read ? curve.read(answer) : answerOf(answer).numbers[0];
    };
    const said = await askWith(exercise, read, () => inputs(at), 0.5);
    xs.push(at);
    ys.push(said.kind === "answer" ? said.answer.numbers[0] : NaN);
    if (said.kind === "hung") break;
  }
  return { x: xs, y: ys };
}

async function curveFigure(
  exercise: Formula,
  curve: Curve,
  yours: Callable,
): Promise<Figure | undefined> {
  const [mine, truth] = [
    await drawn(exercise, curve, yours),
    await drawn(exercise, curve, exercise.truth),
  ];
  if (!mine.y.some(Number.isFinite)) return undefined;
  const x = { quantity: curve.x.quantity, unit: curve.x.unit };
  return stack(
    [
      linesPanel(
        [
          { name: "exact", ...truth, color: "#8a8f98", width: 6 },
          { name: "yours", ...mine, color: "#d55e00" },
        ],
        { x, y: curve.y },
      ),
    ],
    { title: exercise.title, subtitle: "yours against the truth" },
  );
}

/**
 * The figure of a formula: its curve where it has one, else all answers against the exact ones.
 *
 * @param answers at the points of the check, where there are any of the right shape
 */
export async function pictureOf(
  exercise: Formula,
  yours: Callable,
  answers: readonly Answer[],
  exact: readonly Answer[],
): Promise<Figure | undefined> {
  if (exercise.curve) return curveFigure(exercise, exercise.curve, yours);
  const fits = exact.every(({ shape }, i) => shape === answers[i].shape);
  return fits ? agreementFigure(exercise, answers, exact) : undefined;
}
