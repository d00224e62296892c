/** Family `safetensors-dtypes`: a file of every number format, read from memory and from the disk. */
import * as fs from "node:fs";
import * as path from "node:path";
import { decodeSafetensors } from "../../../src/tensor/safetensors";
import { openSafetensors } from "../../../src/tensor/safetensorsFile";
import type { Fixture, ParityFamily } from "../fixture";

type Numbers = Record<string, ArrayLike<number>>;

const onDisk = "from the disk: ";

function shapes({ config }: Fixture): Record<string, number[]> {
  const stated = config.tensors as Record<string, [dtype: string, shape: number[]]>;
  return Object.fromEntries(
    Object.entries(stated).map(([name, [, shape]]) => [`shape of ${name}`, shape]),
  );
}

export const safetensorsDtypes: ParityFamily = {
  run: ({ dir }) => {
    const file = path.join(dir, "mixed.safetensors");
    const got: Numbers = {};
    for (const [name, { shape, data }] of decodeSafetensors(fs.readFileSync(file)).tensors) {
      got[name] = data;
      got[`shape of ${name}`] = shape;
    }
    const source = openSafetensors(file);
    for (const [name, { data }] of source.arrays) got[onDisk + name] = data;
    source.close();
    return Promise.resolve(got);
  },
  alsoExpected: (fixture) => ({
    ...shapes(fixture),
    ...Object.fromEntries(
      [...fixture.arrays].map(([name, { data }]) => [onDisk + name.replace("expect.", ""), data]),
    ),
  }),
  unstated: 0,
};
