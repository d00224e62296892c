/** Who reads the autoencoder's config, for errors. */
import type { ConfigReader } from "../configOptions";

export const oobleckReader: ConfigReader = {
  code: "oobleck.config",
  where: "readOobleckConfig",
  act: "decode",
};
