/** Everything public, by room, from the ground floor up. One line an export. */

// What everything stands on
export { TutorialError, type TutorialErrorDetails } from "./error";
export { writeWhole } from "./writeWhole";
export type { BeatsPerMinute, Decibels, DiffusionTime, Frames, Hertz, MidiPitch, Samples, Seconds } from "./units";
export { tf, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D, type Tensor4D } from "./tensor/tf";
export { backendNames, prepareBackend, type BackendName, type BackendReport } from "./tensor/backend";
export { Random, seededNoise } from "./tensor/random";
export { countTensors } from "./tensor/budget";
export { bfloat16Gain, quickMatmulRate } from "./tensor/matmulRate";
export type { Precision } from "./tensor/precision";
export { compile, type Compiled } from "./tensor/graph/compile";
export { fromHalf, toHalf, type Dtype, type NumberArray } from "./tensor/dtype";
export { decodeSafetensors, encodeSafetensors, parseSafetensorsHeader, type NamedArray, type TensorEntry } from "./tensor/safetensors";
export { openSafetensors, type SafetensorsSource } from "./tensor/safetensorsFile";
export { openSafetensorsShards } from "./tensor/safetensorsShards";

// Sound
export { duration, monoClip, toMono, type AudioClip } from "./audio/clip";
export { checkClip } from "./audio/checkClip";
export { readClip, writeClip } from "./audio/clipFile";
export { clipFromTensor, clipToTensor } from "./audio/clipTensor";
export { decodeSound } from "./audio/decodeSound";
export { decodeWav } from "./audio/decodeWav";
export { encodeWav, type EncodeWavOptions, type WavFormat } from "./audio/encodeWav";
export { concatenate, crop, fade, type FadeOptions } from "./audio/edit";
export { countClipped, isSilent, normalise, peak, rms, type NormaliseOptions } from "./audio/level";
export { fitClip, type FittedClip } from "./audio/fitClip";
export { resample, type ResampleOptions } from "./audio/resample";
export { periodicWindow, type WindowName } from "./audio/window";
export { stftSettings, type StftOptions, type StftSettings } from "./audio/stftOptions";
export { stft, type Spectrum } from "./audio/stft";
export { istft, type IstftOptions } from "./audio/istft";
export { magnitude, powerSpectrum } from "./audio/magnitude";
export { powerToDb, type PowerToDbOptions } from "./audio/decibels";
export { spectrogramDb, type Spectrogram, type SpectrogramOptions } from "./audio/spectrogram";
export { hzToMel, melToHz, type MelScale, type Mels } from "./audio/melScale";
export { melFilterBank, type MelFilterBank, type MelFilterBankOptions } from "./audio/melFilterBank";
export { melSpectrogram, type MelSpectrogramOptions } from "./audio/melSpectrogram";
export { logMel, logMelConventions, type LogMelConvention, type LogMelOptions } from "./audio/logMel";
export { griffinLim, type GriffinLimOptions, type GriffinLimStep } from "./audio/griffinLim";
export { soundFeatures, type SoundFeatureOptions, type SoundFeatures } from "./audio/soundFeatures";
export { aWeighting, aWeightingGain, aWeightingTaps } from "./audio/aWeighting";
export { stftLoss, type StftLoss, type StftLossOptions, type StftResolution } from "./audio/stftLoss";
export { multiResolutionStft, parallelWaveGanResolutions, sumDifferenceStft, type MultiResolutionStftOptions, type SumDifferenceStft } from "./audio/multiResolutionStft";

// Layers with named weights
export { Parameters } from "./nn/parameters";
export { fanInNormal, glorotUniform, heNormal, normal, ones, zeros, type Initializer } from "./nn/initializers";
export { activations, exactGelu, gelu, silu, type Activation } from "./nn/activations";
export { dense, type DenseOptions } from "./nn/dense";
export { affine } from "./nn/affine";
export { mlp, type MlpOptions } from "./nn/mlp";
export { layerNorm, type LayerNormOptions } from "./nn/layerNorm";
export { embedding, type EmbeddingOptions } from "./nn/embedding";
export { fourierFeatures, type FourierFeatureOptions } from "./nn/fourierFeatures";
export { conv1d, type Conv1dOptions } from "./nn/conv1d";
export { convTranspose1d, type ConvTranspose1dOptions } from "./nn/convTranspose1d";
export { conv2d, type Conv2dOptions, type SizeOfBoth } from "./nn/conv2d";
export type { Padding, Sides } from "./nn/convolutionPadding";
export { depthwiseConv1d, windowUniform, type DepthwiseConv1dOptions } from "./nn/depthwiseConv1d";
export { snake, type SnakeOptions } from "./nn/snake";
export { groupNorm, type GroupNormOptions } from "./nn/groupNorm";
export { upsample1d, upsample2d } from "./nn/upsample";
export { standardise } from "./nn/standardise";
export { dropout } from "./nn/dropout";
export { rotate, type Rotary } from "./nn/rotary";
export { attend, hiddenKeys, selfAttention, type AttentionOptions, type Heads, type MapObserver } from "./nn/attention";
export { crossAttention, keysAndValues, type KeysAndValues } from "./nn/crossAttention";

// Diffusion
export type { ForwardProcess, Marginal, ReverseOptions, ReverseProcess, Score } from "./diffusion/process";
export { checkFalling, checkTime, type Time } from "./diffusion/time";
export { variancePreserving, type LinearBeta } from "./diffusion/variancePreserving";
export { cosine } from "./diffusion/cosine";
export { varianceExploding, type SigmaRange } from "./diffusion/varianceExploding";
export { subVariancePreserving } from "./diffusion/subVariancePreserving";
export { rectifiedFlow } from "./diffusion/rectifiedFlow";
export { ownSchedule, type OwnSchedule } from "./diffusion/ownSchedule";
export { simulate, type SimulationOptions, type SimulationStep } from "./diffusion/simulate";
export { convertPrediction, predictionNames, type ConversionOptions, type Prediction } from "./diffusion/prediction";
export { mixtureLogDensity, mixtureScore, type GaussianMixture } from "./diffusion/gaussianMixture";
export { reverseProcess } from "./diffusion/reverse";
export { ddpmSteps, eulerMaruyamaSteps, smldSteps, type Discretization } from "./diffusion/discretization";
export { ancestralStep, eulerMaruyamaStep, reverseDiffusionStep, type StepResult } from "./diffusion/predictors";
export { annealedLangevinStep, langevinStep, type LangevinOptions } from "./diffusion/correctors";
export { solveOde, type OdeOptions, type OdeSolution } from "./diffusion/ode";
export { logLikelihood, type Likelihood, type LikelihoodOptions } from "./diffusion/likelihood";

// The way back
export { odeSteps, type OdeStep } from "./diffusion/ode";
export { edm, type NoiseCeiling } from "./diffusion/edm";
export { mixtureDenoiser } from "./diffusion/gaussianMixture";
export { halfLogSnr, levelAt, levelAtHalfLogSnr, type NoiseLevel } from "./diffusion/samplers/level";
export { networkDenoiser, scoreDenoiser, scoreOf, type Denoiser, type Network, type TrainedAs } from "./diffusion/samplers/denoiser";
export { replayedNoise, seededNoiseSource, type NoiseSource } from "./diffusion/samplers/noise";
export type { Route, Sampler, SamplerOptions, SamplerStep, SamplerWalk } from "./diffusion/samplers/sampler";
export { finalSample } from "./diffusion/samplers/finalSample";
export { ancestralSplit, exponentialSplit, exponentialStep, type NoiseSplit } from "./diffusion/samplers/exponentialStep";
export { probabilityFlow } from "./diffusion/samplers/probabilityFlow";
export type { ChurnOptions } from "./diffusion/samplers/churn";

// Samplers, from the plainest
export { eulerMaruyama } from "./diffusion/samplers/eulerMaruyama";
export { predictorCorrector, type PredictorCorrectorOptions } from "./diffusion/samplers/predictorCorrector";
export { ddpm, type DdpmOptions } from "./diffusion/samplers/ddpm";
export { ddim, type DdimOptions } from "./diffusion/samplers/ddim";
export { eulerAncestral } from "./diffusion/samplers/eulerAncestral";
export { euler } from "./diffusion/samplers/euler";
export { heun } from "./diffusion/samplers/heun";
export { rungeKutta4 } from "./diffusion/samplers/rungeKutta4";
export { rungeKutta45, type AdaptiveOptions } from "./diffusion/samplers/rungeKutta45";
export { linearMultistep, type LinearMultistepOptions } from "./diffusion/samplers/linearMultistep";
export { dpm2 } from "./diffusion/samplers/dpm2";
export { dpmSolver2SAncestral } from "./diffusion/samplers/dpmSolver2SAncestral";
export { dpmSolverSde, type DpmSolverSdeOptions } from "./diffusion/samplers/dpmSolverSde";
export { dpmSolverMultistep, easeOut, type DpmSolverOptions, type DpmSolverSettings } from "./diffusion/samplers/dpmSolverMultistep";
export { dpmSolver2M } from "./diffusion/samplers/dpmSolver2M";
export { dpmSolver2MSde } from "./diffusion/samplers/dpmSolver2MSde";
export { dpmSolver3MSde } from "./diffusion/samplers/dpmSolver3MSde";
export { pingPong } from "./diffusion/samplers/pingPong";

// Schedules
export { karrasSigmas, type PowerOptions, type SigmaRangeOptions } from "./diffusion/schedules/karras";
export { exponentialSigmas } from "./diffusion/schedules/exponential";
export { polyexponentialSigmas } from "./diffusion/schedules/polyexponential";
export { vpSigmas, type VpScheduleOptions } from "./diffusion/schedules/vp";
export { stableAudioSigmas, type StableAudioScheduleOptions } from "./diffusion/schedules/stableAudio";
export { sigmaRoute } from "./diffusion/schedules/sigmaRoute";
export { uniformTimes, type TimeRange } from "./diffusion/schedules/uniformTimes";
export { logSnrTimes } from "./diffusion/schedules/logSnrTimes";
export { rectifiedFlowTimes, type RectifiedFlowSchedule } from "./diffusion/schedules/rectifiedFlowTimes";
export { lengthShift, shiftTimes, sineTimes, type LengthShiftOptions } from "./diffusion/schedules/distributionShift";
export { alphasCumprod, linearBetas, scaledLinearBetas, sigmoidBetas, squaredCosineBetas, type BetaRange } from "./diffusion/schedules/betas";
export { betaProcess } from "./diffusion/schedules/betaProcess";
export { spacedTimesteps, timestepRoute, type TimestepOptions } from "./diffusion/schedules/timesteps";
export { edmPreconditioning, type Preconditioning, type PreconditioningOptions } from "./diffusion/schedules/edmPreconditioning";

// Guidance
export { combineGuidance, guide, type Conditioned, type GuidanceOptions, type GuidedModel, type Where } from "./diffusion/guidance";

// Training
export { learningRateAt, type Decay, type LearningRateSchedule } from "./training/learningRate";
export { adamStep, type AdamOptions, type AdamStep, type Moments } from "./training/adam";
export { emaDecayAt } from "./training/ema";
export type { Drawn, DrawnLoss } from "./training/drawnLoss";
export { Trainer, type LossFunction, type LossResult, type TrainerOptions, type TrainingStep } from "./training/trainer";
export { train, type CheckpointOptions, type TrainingReport, type TrainingResult, type TrainOptions } from "./training/train";
export type { Companion, TrainingGroupOptions } from "./training/trainingGroup";
export type { IsUntrained } from "./training/flat";
export { openTrained, type TrainedModel, type TrainedModelOptions } from "./model/weights/openTrained";
export type { PreparedTraining, Recipe, RecipeContext } from "./model/recipe";

// Learned scores
export { mixtureSamples, type MixtureSamples } from "./diffusion/mixtureSamples";
export { sampleTimes, timeSamplings, type TimeSampling, type TimeSamplingOptions } from "./diffusion/timeSampling";
export type { TargetOptions, TrainingTarget } from "./diffusion/trainingTarget";
export { lossWeight, lossWeightings, type LossWeighting, type LossWeightOptions } from "./diffusion/lossWeighting";
export { answerLoss, denoisingLoss, denoisingQuestion, type DenoisingLoss, type DenoisingLossOptions, type DenoisingQuestion, type TimedNetwork } from "./diffusion/denoisingLoss";
export { idealDenoiser, idealWeights, nearestExamples, type NearestExample } from "./diffusion/idealDenoiser";
export { scoreMlp, type ScoreMlpInput, type ScoreMlpSize } from "./network/scoreMlp";
export { trainScore, type LevelHistory, type TrainedScore, type TrainScoreOptions } from "./model/learnedScore/trainScore";
export type { Points } from "./model/learnedScore/points";
export { learnedScore, type LearnedScore } from "./model/learnedScore/learnedScore";
export type { Labels, ScaledNetworkOptions } from "./model/learnedScore/scaledNetwork";
export { LevelLosses, type LevelLoss } from "./model/learnedScore/levelLosses";
export { scoreErrors, type ScoreError, type ScoreErrorOptions } from "./model/learnedScore/scoreError";

// One call, or a few: what diffusion is contrasted with
export type { PointGenerator } from "./generator/pointGenerator";
export { vae, type Code, type Vae, type VaeOptions } from "./generator/vae";
export { ganGenerator, ganLosses, type GanGenerator, type GanLosses, type GanOptions } from "./generator/gan";
export { autoregressive, type Autoregressive, type AutoregressiveOptions } from "./generator/autoregressive";
export { diffusionModel, type DiffusionModel } from "./model/contrast/diffusionModel";
export { consistencyStudent, type ConsistencyStudent } from "./model/contrast/consistencyStudent";
export { withoutGradient } from "./tensor/withoutGradient";
export { ownGradient, type OwnGradient } from "./tensor/ownGradient";
export { ringData, ringMixture, type PlaneData, type RingOptions } from "./model/contrast/planeData";
export { contrastNames, loadContrast, trainContrast, type ContrastModels, type ContrastName, type ContrastOutcome, type ContrastTrainingOptions, type LoadedContrast } from "./model/contrast/contrasts";
export type { ContrastTraining, TrainedContrast } from "./model/contrast/contrastRecipe";
export { readCard, readTrained, type TrainedFiles } from "./model/weights/trainedFiles";
export { lossCurve, type LossPoint, type TrainingCard } from "./model/weights/trainingCard";

// Music
export { barTicks, modes, ticksPerQuarter, tuneTicks, type Mode, type Ticks, type Tune, type TuneNote } from "./corpus/tune";
export { findTune, loadTunes } from "./corpus/tuneBook";
export { parseTunes } from "./corpus/parseTunes";
export { coarsestGrid, detokenize, melodyVocabulary, tokenize, type MelodyTokens } from "./corpus/tokens";
export type { Note } from "./corpus/note";
export { instrumentNames, type InstrumentName } from "./corpus/instruments";
export { tempoClasses, tempoClassOf, tempoRanges, type TempoClass, type TempoRange } from "./corpus/tempo";
export { meanPitch, registerCentres, registerOf, registers, type Register } from "./corpus/register";
export { segmentNotes, startingBars, tickSeconds, type SegmentOptions } from "./corpus/segment";
export { splits, tuneSplits, type Split } from "./corpus/split";
export type { ClipFacts } from "./corpus/facts";
export { wordings, type Wording } from "./corpus/captionWords";
export { caption, statedCaption, type CaptionOptions, type StatedCaption } from "./corpus/caption";
export type { SaidFact } from "./corpus/captions/draft";
export { openOrchestra, type Orchestra, type PlayOptions as OrchestraPlayOptions } from "./corpus/orchestra";
export { planTune, tuneClip, type ClipPlan, type CorpusClip, type TuneClipOptions, type TunePlan } from "./corpus/tuneClip";
export { openCorpus, type Corpus, type CorpusOptions } from "./corpus/corpus";
export { assetPath } from "./corpus/assets";
export { openClipPool, type ClipPool, type DrawnClips } from "./corpus/clipPool";

// What diffusion runs on
export type { Representation } from "./representation/representation";
export { decodeClip, encodeClip, type EncodedClip } from "./representation/clips";
export { openRepresentation, openVocoder, representationNames, type RepresentationName } from "./model/openRepresentation";
export { openRepresentations, type OpenedRepresentation, type OpenedRepresentations } from "./model/representations";
export { waveformRepresentation } from "./representation/waveform";
export { logMelImage } from "./representation/logMelImage";
export { imageOfLogMel, logMelOfImage, logMelStatistics } from "./representation/logMelScale";
export { complexSpectrogram } from "./representation/complexSpectrogram";
export { frameSettings } from "./representation/frames/frameSettings";
export { frameLogMel, frameSpectrum, soundOfFrames } from "./representation/frames/frameSpectrum";
export { framePicture, type FramePicture } from "./representation/frames/framePicture";
export { frameLosses, type FrameLosses } from "./representation/frames/frameLoss";
export { agreeWithMel } from "./representation/frames/agreeWithMel";
export { frameSynthesis, type SynthesisOptions } from "./representation/frames/frameSynthesis";
export { frameErrors, type FrameErrors } from "./representation/frames/frameErrors";

// Vocoders
export type { Vocoder } from "./representation/vocoder/vocoder";
export { frameVocoder, frameVocoderSizes, vocoderPicture, type FrameVocoderSizes, type VocoderPart } from "./representation/vocoder/frameVocoder";
export { griffinLimVocoder, type GriffinLimVocoderOptions } from "./representation/vocoder/griffinLimVocoder";
export { magnitudesOfMel } from "./representation/vocoder/melInversion";
export { convNextBlock, type ConvNextBlockOptions } from "./representation/vocoder/convNextBlock";
export { vocos, vocosSizes, type VocosSizes } from "./representation/vocoder/vocos";
export { hifiGan, hifiGanSizes, type HifiGanBlock, type HifiGanSizes, type HifiGanStage } from "./representation/vocoder/hifiGan";
export type { PublishedArrays } from "./representation/vocoder/publishedWeights";
export { publishedVocos } from "./representation/vocoder/publishedVocos";
export { publishedHifiGan } from "./representation/vocoder/publishedHifiGan";

// Learned representations
export { foldPatches, unfoldPatches } from "./representation/latentMel/patches";
export { melAutoencoder, type MelAutoencoder } from "./representation/latentMel/melAutoencoder";
export { melAutoencoderSizes, melDecoder, melEncoder, type MelAutoencoderSizes } from "./representation/latentMel/melNetworks";
export { openLatentMel } from "./representation/latentMel/latentMel";
export { frameCodec, type DecodedPicture, type FrameCodec, type FrameCodecLosses } from "./representation/frameCodec/frameCodec";
export { frameCodecSizes, frameDecoder, frameEncoder, type DecodedFrames, type FrameCodecSizes } from "./representation/frameCodec/frameNetworks";
export { frameLatent, frameLatentChannels, frameLatentCodec } from "./representation/frameCodec/frameLatent";
export { frameCodes, frameCodeSizes, frameQuantiser, type FrameCodes, type QuantiserKind } from "./representation/frameCodec/frameCodes";
export { openFrameCodes } from "./model/frameCodec/openFrameCodes";
export { residualUnit } from "./representation/waveCodec/residualUnit";
export { samplesPerFrame, waveCodecSizes, type WaveCodecSizes } from "./representation/waveCodec/waveNetworks";
export { beginWithLappedTransform, lappedWave } from "./representation/waveCodec/lappedStart";
export { waveCodec, type WaveCodec, type WaveCodecTry } from "./representation/waveCodec/waveCodec";
export { waveLosses, type WaveLosses } from "./representation/waveCodec/losses";
export { dacLatent, dacLatentChannels, dacLatentCodec } from "./representation/waveCodec/dacLatent";
export { stftDiscriminator, stftDiscriminatorSizes, type StftDiscriminatorSizes, type Verdict } from "./representation/waveCodec/stftDiscriminator";
export { discriminatorLoss, generatorLosses, type GeneratorLosses } from "./representation/waveCodec/adversarialLosses";

// Bottlenecks
export type { Bottleneck, BottleneckResult, QuantiserChoice, ResidualQuantiser } from "./representation/bottleneck/bottleneck";
export { klBottleneck, type KlBottleneck, type KlBottleneckOptions, type Posterior } from "./representation/bottleneck/klBottleneck";
export { codeVectors, nearestCode, nearestDirection } from "./representation/bottleneck/codebook";
export { kMeans, type Clusters, type KMeansOptions } from "./representation/bottleneck/kMeans";
export { straightThrough } from "./representation/bottleneck/straightThrough";
export { dacQuantiser, type DacQuantiserOptions } from "./representation/bottleneck/dacQuantiser";
export { encodecQuantiser, type EncodecQuantiserOptions } from "./representation/bottleneck/encodecQuantiser";
export type { MovingCodebookOptions } from "./representation/bottleneck/movingCodebook";
export { codebookUse, type CodebookUse } from "./representation/bottleneck/codebookUse";

// A text as numbers
export type { TextEmbedding } from "./conditioning/textEmbedding";
export type { PieceOfText } from "./conditioning/text/unigram";
export type { TextBackbone, TextReading } from "./conditioning/text/textBackbone";
export { openUniversalSentenceEncoder } from "./conditioning/text/universalSentenceEncoder";

// Conditions, and the ways by which they enter a network
export { withoutText } from "./conditioning/withoutText";
export { numberEmbedding, numberUnits, type NumberEmbeddingOptions } from "./conditioning/numberEmbedding";
export { film, filmVectors, type FilmVectors } from "./conditioning/film";
export { modeNames, type ConditioningMode, type Entered, type Host, type ModeCost, type ModeName, type Prefix, type TextSize } from "./conditioning/modes/mode";
export { checkModes, conditioningModes, enterModes, leaveModes } from "./conditioning/modes/modes";
export { temporalConcatMode } from "./conditioning/modes/temporalConcat";
export { channelConcatMode } from "./conditioning/modes/channelConcat";
export { crossAttentionMode } from "./conditioning/modes/crossAttention";
export { adaLnMode } from "./conditioning/modes/adaLn";
export { adaLnZeroMode } from "./conditioning/modes/adaLnZero";
export { filmMode } from "./conditioning/modes/film";

// CLAP
export { attentionPooling, type AttentionPoolingOptions } from "./conditioning/clap/attentionPooling";
export { clapLogits, clapLoss, clapLossWithHeads, type ClapLossOptions, type ClapPairs, type ClapPairsWithHeads } from "./conditioning/clap/clapLoss";
export { clapSize, clapTextTower, clapWords } from "./conditioning/clap/textTower";
export { matchingRanks, recallAt } from "./conditioning/clap/matchingRanks";
export { rowCosines, unitLength } from "./conditioning/clap/unitLength";
export { clapOf, openClap, type Clap, type OpenClapOptions, type TrainedClap } from "./model/clap/clap";
export { clapBackbone, openClapBackbone } from "./model/clap/clapBackbone";
export { nearestRows, promptEmbeddings } from "./model/clap/zeroShot";

// Networks
export { patchGrid, patchify, unpatchify, type Patch, type PatchGrid } from "./network/dit/patches";
export { sinusoidalPositions } from "./network/dit/positions";
export { timeEmbedding, timestepWaves, timeWaves } from "./network/dit/timeEmbedding";
export { adaptiveNorm, type GatedModulation, type Modulation } from "./network/dit/modulation";
export { blockModulation, ditBlock, type BlockInput, type BlockModulation, type BlockSize } from "./network/dit/block";
export { dit, ditModulation, type DitInput, type DitModulation, type DitSize } from "./network/dit/dit";
export { ditFlops, type DitFlops } from "./network/dit/flops";
export { ditModulations } from "./network/dit/schedule";
export { compileDit, type CompiledDit, type CompiledDitInput } from "./network/dit/compiledDit";
export { addGated } from "./network/dit/gated";
export type { NetworkObserver, NetworkSight } from "./network/observe";
export { unet, type UnetInput } from "./network/unet/unet";
export { unetLayout, unetFrames, type UnetSize, type UnetStep } from "./network/unet/layout";
export { residualBlock } from "./network/unet/residualBlock";
export { unetModulation } from "./network/unet/modulation";
export { unetHost } from "./network/unet/host";
export { unetFlops, type UnetFlops } from "./network/unet/flops";

// The same small diffusion model on each representation
export { labelledDit, type LabelledDitSize, type SoundLabel } from "./model/representationDiffusion/labelledDit";
export { stepsOf, type DiffusionPlan } from "./model/representationDiffusion/plan";
export { representationDiffusionRecipe, type RepresentationDiffusionOptions } from "./model/representationDiffusion/recipe";
export { representationDiffusion, type GenerateOptions, type RepresentationDiffusion } from "./model/representationDiffusion/generate";
export { openRepresentationDiffusionWith, type TrainedRepresentationDiffusion } from "./model/representationDiffusion/open";
export { openRepresentationDiffusion, representationDiffusionNames, representationDiffusionPlans, representationDiffusionRecipes, type RepresentationDiffusionName } from "./model/representationDiffusion/representationDiffusions";
export { bandRatios, noiseSpectrum, type NoiseBand, type NoiseSpectrum, type NoiseSpectrumOptions } from "./model/representationDiffusion/noiseSpectrum";

// Text to music
export { textModelNames, textModelPlan } from "./model/textToMusic/textModels";
export type { TextModelPlan } from "./model/textToMusic/plan";
export type { MusicNetworkSize } from "./model/textToMusic/musicNetwork";
export { textDit, timingNumbers, timingVector, vectorOfTiming, type TextDitSize, type Timing, type TimingNumbers, type Told } from "./model/textToMusic/textDit";
export { textUnet, type TextUnetSize } from "./model/textToMusic/textUnet";
export { headChannels, headSize, scoreChannels, scoreSize, type HeadChannel, type NoteChannel } from "./model/textToMusic/score/channels";
export { keyCount, keyNumberOf, tempoOfStep, tempoStepOf, tempoSteps, writeHead, type ScoreFrames, type ScoreHead } from "./model/textToMusic/score/head";
export { drawHead, type HeadChances } from "./model/textToMusic/score/drawHead";
export { headLogits, type HeadLogits } from "./model/textToMusic/score/headingNetwork";
export { headingOf, openHeading, type Heading } from "./model/textToMusic/score/heading";
export { openHeadingBackbone } from "./model/textToMusic/score/headingBackbone";
export { headingRecipe } from "./model/textToMusic/score/headingRecipe";
export { leading, scoreInputScale, scoreLead, scoreOutputScale, scoreTime } from "./model/textToMusic/score/leading";
export { writeScore } from "./model/textToMusic/score/writeScore";
export { readScore } from "./model/textToMusic/score/readScore";
export { scoredLatent, type ScoredLatent } from "./model/textToMusic/score/scoredLatent";
export { textModelRecipe } from "./model/textToMusic/recipe";
export { framesFor } from "./model/textToMusic/lengths";
export type { MusicRequest, RequestOptions } from "./model/textToMusic/request";
export { textToMusic, type GeneratedMusic, type TextToMusic } from "./model/textToMusic/generate";
export type { TextToMusicOptions, WalkOptions } from "./model/textToMusic/options";
export { openTextToMusic, type TrainedTextToMusic } from "./model/textToMusic/open";

// The autoencoder of Stable Audio
export { readOobleckConfig } from "./stableAudio/oobleck/readConfig";
export { samplesInFrame, type OobleckCoder, type OobleckConfig, type OobleckLayout } from "./stableAudio/oobleck/sizes";
export { oobleck, type DecodeOptions as OobleckDecodeOptions, type EncodeOptions as OobleckEncodeOptions, type Oobleck, type OobleckOptions, type OobleckStages } from "./stableAudio/oobleck/oobleck";
export { cloudDivergence, drawLatents, latentCloud, type LatentCloud } from "./stableAudio/oobleck/vaeBottleneck";
export type { Chunk as OobleckChunk } from "./stableAudio/oobleck/chunks";
export type { CompiledLayer as OobleckStage } from "./stableAudio/oobleck/compiledLayer";
export type { Layer as OobleckLayer, Span as OobleckSpan } from "./stableAudio/oobleck/layer";
export type { ReceptiveField } from "./stableAudio/oobleck/receptiveField";
// Stable Audio Open: what a prompt and a length become
export { t5Tokenizer, type T5Tokenizer, type TokenBatch } from "./stableAudio/t5/tokenizer";
export { openT5Tokenizer } from "./stableAudio/t5/openTokenizer";
export { t5BaseConfig, t5Config, type T5Config } from "./stableAudio/t5/config";
export { t5Encoder, type T5Encoder, type T5Observer } from "./stableAudio/t5/encoder";
export { distanceBucket } from "./stableAudio/t5/relativeBias";
export { rmsNorm } from "./stableAudio/t5/rmsNorm";
export { conditioningPlan, diffusersConditioningPlan, type ConditioningPlan, type NumberCondition, type TextCondition } from "./stableAudio/conditioning/plan";
export { conditionValues, type ConditionValues, type StableAudioRequest } from "./stableAudio/conditioning/request";
export { stableAudioConditioner, type EmbeddedCondition, type StableAudioConditioner, type StableAudioConditionerParts, type StableAudioConditions } from "./stableAudio/conditioning/conditioner";
// The diffusion transformer of Stable Audio Open
export { stableAudioDitPlan } from "./stableAudio/dit/planStableAudioTools";
export { diffusersDitPlan } from "./stableAudio/dit/planDiffusers";
export type { DitCrossAttention, DitFeedForward, HeadNormKind, StableAudioDitLayout, StableAudioDitPlan, StableAudioObjective } from "./stableAudio/dit/plan";
export { ditPrefix, ditTensorShapes } from "./stableAudio/dit/tensorShapes";
export { randomDitArrays } from "./stableAudio/dit/randomArrays";
export { loadStableAudioDit, type StableAudioDit, type StableAudioDitOptions } from "./stableAudio/dit/dit";
export type { NegativeConditions, StableAudioDitConditions } from "./stableAudio/dit/conditions";
export type { PreparedDit, StepOptions as DitStepOptions, StepTime } from "./stableAudio/dit/prepared";
export type { HiddenObserver } from "./stableAudio/dit/step";
export { stableAudioGuidance, type StableAudioGuidance } from "./stableAudio/dit/guidance";
// Stable Audio Open, from a folder to music
export { openStableAudio, readStableAudioPlan, type OpenStableAudioOptions } from "./stableAudio/open/open";
export type { TextPlaces } from "./stableAudio/open/places";
export { stableAudioToolsPlan } from "./stableAudio/open/planStableAudioTools";
export { stableAudioTensorShapes, type StableAudioTensorShapes } from "./stableAudio/open/tensorShapes";
export type { StableAudioPlan } from "./stableAudio/plan";
export { stableAudio, type StableAudio } from "./stableAudio/music/stableAudio";
export type { StableAudioMusic, StableAudioOptions, StableAudioParts, StableAudioWalkOptions } from "./stableAudio/music/options";
export type { StableAudioTiming } from "./stableAudio/music/request";
export type { StableAudioProgress, StableAudioStage } from "./stableAudio/music/progress";
export { decoderFrameFlops, ditCallFlops, t5Flops } from "./stableAudio/music/cost";
export { seededStableAudioNoise, type StableAudioNoise } from "./stableAudio/sampling/noise";
export { stableAudioSamplers, type StableAudioSampler } from "./stableAudio/sampling/samplers";
export type { StableAudioBeginning, StableAudioSampling } from "./stableAudio/sampling/way";

// Evaluation
export { energyDistance } from "./evaluation/energyDistance";
export { slicedWasserstein, type SlicedWassersteinOptions } from "./evaluation/slicedWasserstein";
export { modesCovered, type KnownModes, type ModeCoverage } from "./evaluation/modesCovered";
export { withConfidence, type Confidence, type ConfidenceOptions } from "./evaluation/withConfidence";
export { compareGenerators, type ComparedGenerator, type ComparisonOptions, type ComparisonRow } from "./evaluation/compareGenerators";
export { logMelDistance } from "./evaluation/logMelDistance";
export { spectralConvergence } from "./evaluation/spectralConvergence";
export { siSnr } from "./evaluation/siSnr";
export type { GaussianStatistics } from "./evaluation/gaussianStatistics";
export { frechetBetween, frechetDistance } from "./evaluation/frechetDistance";
export { maximumMeanDiscrepancy, type MaximumMeanDiscrepancyOptions } from "./evaluation/maximumMeanDiscrepancy";
export { sampleSizeBias, type DistanceAtSize, type SampleSizeBias, type SampleSizeBiasOptions } from "./evaluation/sampleSizeBias";
export { pitchTrack, type PitchTrack, type PitchTrackOptions } from "./evaluation/pitchTrack";
export { pitchAgreement, type PitchAgreement } from "./evaluation/pitchAgreement";
export { onsets, type OnsetOptions } from "./evaluation/onsets";
export { onsetAgreement, type OnsetAgreement } from "./evaluation/onsetAgreement";
export { defects, type Defects } from "./evaluation/defects";
export { silenceLevel, type SoundCodec } from "./evaluation/silenceLevel";
export { roundTrip, type RoundTripOptions, type RoundTripRow } from "./evaluation/roundTrip";
export { judgeSounds, realSounds, type Judgement, type RealSoundOptions, type Wish } from "./evaluation/judgeSounds";
export { listenerOf, openListener, type Listener, type ListenerAnswers, type TrainedListener } from "./model/listener/listener";
export { embeddingSize, listenerNetwork, listenerQuestions, type Heard, type ListenerQuestion } from "./model/listener/listenerNetwork";
export { tempogram } from "./model/listener/tempogram";

// Does music follow its words?
export { readPrompts } from "./evaluation/adherence/promptsFile";
export { promptModes, truthWords, type PromptMode, type PromptWithTruths, type Truths } from "./evaluation/adherence/truths";
export { transcribe, type Transcription } from "./evaluation/adherence/transcribe";
export { onsetRate } from "./evaluation/adherence/onsetRate";
export { medianFundamental } from "./evaluation/adherence/medianFundamental";
export { spectralCentroid } from "./evaluation/adherence/spectralCentroid";
export { chanceDiatonicShare, diatonicShare, type DiatonicShare } from "./evaluation/adherence/diatonicShare";
export { hearKey, type HeardKey } from "./evaluation/adherence/hearKey";
export { signalAnswers, type SignalAnswers } from "./evaluation/adherence/signalAnswers";
export { soundness, type Soundness } from "./evaluation/adherence/soundness";
export { hearSounds, type HeardSound } from "./evaluation/adherence/hearSounds";
export { realClips, truthsOf, type RealClips } from "./evaluation/adherence/realClips";
export { wilsonShare, type Share } from "./evaluation/adherence/wilson";
export { adherence, type Adherence, type AdherenceOptions, type QuestionResult, type TextAudioEmbeddings, type TextAudioScore } from "./evaluation/adherence/adherence";
export { adherenceRow, type AdherenceRow } from "./evaluation/adherence/adherenceRow";
export { frechetRatio, type FrechetRatio } from "./evaluation/adherence/frechetRatio";
export { type Diversity } from "./evaluation/adherence/diversity";
export { type ScaleShare } from "./evaluation/adherence/scaleShare";
export { corpusPrompts } from "./evaluation/adherence/corpusPrompts";
export { measuredConditioning, type MeasuredConditioning } from "./evaluation/adherence/measuredConditioning";

// Real music on a plane
export { musicMap, type MapAxis, type MusicMap, type MusicMapOptions } from "./model/musicMap/musicMap";
export { describeClip } from "./model/musicMap/describeClip";
export { principalComponents, type PrincipalComponent, type PrincipalComponents } from "./model/musicMap/principalComponents";

// Figures
export type { Figure, FigureFrame, Json, JsonObject, Trace } from "./figure/figure";
export type { Axis, AxisOptions, ColorAxis, Quantity, Ticks as AxisTicks } from "./figure/axis";
export type { Range } from "./figure/finite";
export { divergingScale, inkScale, pitchClassColors, seriesColor, seriesColors, type ColorScale } from "./figure/palette";
export { overlay, type Panel, type PanelOptions } from "./figure/panel";
export { columns, grid, stack, type FigureOptions } from "./figure/grid";
export { withSlider, type SliderOptions, type SliderStop } from "./figure/slider";
export { waveformPanel, type WaveformOptions } from "./figure/waveform";
export { spectrogramPanel, type SpectrogramData, type SpectrogramOptions as SpectrogramPanelOptions } from "./figure/spectrogram";
export { histogramPanel, type Gaussian, type HistogramOptions } from "./figure/histogram";
export { linesPanel, type LinesOptions, type Series } from "./figure/lines";
export { densityPanel, pointsPanel, type PlaneOptions, type PointSet } from "./figure/points";
export { samplePathsPanel, type PathsData, type PathsOptions } from "./figure/samplePaths";
export { vectorFieldPanel, type VectorField, type VectorFieldOptions } from "./figure/vectorField";
export { heatmapPanel, type GridAxis, type GridData, type HeatmapOptions } from "./figure/heatmap";
export { levelDifferencePanel, type LevelDifferenceOptions } from "./figure/levelDifference";
export { latentPanel, type LatentOptions } from "./figure/latent";
export { barsPanel, type BarSeries, type BarsOptions } from "./figure/bars";
export { intervalsPanel, type Interval, type IntervalSeries, type IntervalsOptions } from "./figure/intervals";
export { pianoRollPanel, pitchName, type DrawnNote } from "./figure/pianoRoll";
export { tokensPanel, type DrawnToken } from "./figure/tokens";
export { diagramPanel, type DiagramArrow, type DiagramBox, type DiagramOptions, type DiagramParts, type DiagramText } from "./figure/diagram";

// In a notebook
export { backendNote, startLesson } from "./notebook/lesson";
export { show } from "./notebook/show";
export { play, players, type PlayOptions, type PlayersOptions } from "./notebook/play";
export type { LabelledClip } from "./notebook/player";
export { compare, comparisonFigure, type CompareOptions, type ComparisonColumn } from "./notebook/compare";
export { table, type TableColumn, type TableOptions } from "./notebook/table";
export { progress, type Progress, type ProgressSettings } from "./notebook/progress";
export { interruptible, listenForStop, type LoopReport, type StopListener } from "./notebook/stop";

// Exercises that know whether you are right
export { check, type CheckOptions } from "./exercise/check";
export { choose } from "./exercise/choose";
export { hint } from "./exercise/hint";
export { todo } from "./exercise/todo";
export { readProgress, type LearnerProgress, type Standing } from "./exercise/progress";
