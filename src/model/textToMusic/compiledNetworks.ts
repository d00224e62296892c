/** Transformers that a model has compiled, by the shapes that each is for. */
import { compileDit, compiledShape } from "../../network/dit/compiledDit";
import type { CompiledDit, CompiledDitInput } from "../../network/dit/compiledDit";
import type { DitSize } from "../../network/dit/dit";
import type { Parameters } from "../../nn/parameters";
import type { Tensor } from "../../tensor/tf";

/** So many are kept: prompts alone and in a pair, of a length or two. */
const most = 4;

/** Compiles a model's network when it is first asked about inputs of some shapes, and keeps what it has compiled. */
export class CompiledNetworks {
  private readonly known = new Map<string, CompiledDit | undefined>();

  /** @param size of the network, called "dit", whose weights will not change any more */
  constructor(
    private readonly parameters: Parameters,
    private readonly size: DitSize,
  ) {}

  /** The network for such inputs; nothing where it cannot be compiled. */
  for(x: Tensor, input: CompiledDitInput): CompiledDit | undefined {
    const key = compiledShape(x, input);
    const found = this.known.has(key)
      ? this.known.get(key)
      : compileDit(this.parameters, "dit", x, input, this.size);
    // The last asked for is the last to go.
    this.known.delete(key);
    this.known.set(key, found);
    if (this.known.size > most) {
      const [[oldest, network]] = this.known;
      network?.dispose();
      this.known.delete(oldest);
    }
    return found;
  }

  dispose(): void {
    for (const network of this.known.values()) network?.dispose();
    this.known.clear();
  }
}
