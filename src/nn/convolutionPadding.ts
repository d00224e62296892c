/** How a convolution treats the two ends of an axis. */
import { TutorialError } from "../error";

/** How many zeros stand before and after the signal. */
export interface Sides {
  readonly before: number;
  readonly after: number;
}

/** `"same"` keeps the length (over the stride), `"valid"` adds nothing, or the numbers of zeros. */
export type Padding = "same" | "valid" | Sides;

/** What decides the length of a convolution's output along one axis. */
export interface WindowAlongAxis {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
}

/** The numbers of zeros that a padding stands for; of an odd number the smaller half comes first. */
export function sidesOf(padding: Padding, window: WindowAlongAxis): Sides {
  if (padding === "valid") return { before: 0, after: 0 };
  if (padding !== "same") return padding;
  const { size, kernel, stride, dilation } = window;
  const reach = dilation * (kernel - 1) + 1;
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + reach - size);
  const before = Math.floor(total / 2);
  return { before, after: total - before };
}

/** Refuses input without a single whole window, which the backends would answer in words of their own. */
export function checkWindow(
  where: string,
  { before, after }: Sides,
  window: WindowAlongAxis,
): void {
  const { size, kernel, dilation } = window;
  const reach = dilation * (kernel - 1) + 1;
  if (size + before + after >= reach) return;
  throw new TutorialError({
    code: "nn.convolution.short",
    where,
    expected: `at least ${reach} positions, as many as the kernel spans`,
    got: `${size} and ${before + after} of padding`,
    fix: "give a longer input, or more padding",
  });
}
