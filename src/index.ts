/** Everything public, by room, from the ground floor up. One line an export. */

// What everything stands on
export { TutorialError } from "./error";
export type { TutorialErrorDetails } from "./error";
export type {
  BeatsPerMinute,
  Decibels,
  DiffusionTime,
  Frames,
  Hertz,
  MidiPitch,
  Samples,
  Seconds,
} from "./units";
export { tf } from "./tensor/tf";
export type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D } from "./tensor/tf";
export { backendNames, prepareBackend } from "./tensor/backend";
export type { BackendName, BackendReport } from "./tensor/backend";
export { Random, seededNoise } from "./tensor/random";
export { countTensors } from "./tensor/budget";
export { fromHalf, toHalf } from "./tensor/dtype";
export type { Dtype, NumberArray } from "./tensor/dtype";
export { decodeSafetensors, encodeSafetensors, parseSafetensorsHeader } from "./tensor/safetensors";
export type { NamedArray, TensorEntry } from "./tensor/safetensors";

// Sound
export { duration, monoClip, toMono } from "./audio/clip";
export type { AudioClip } from "./audio/clip";
export { checkClip } from "./audio/checkClip";
export { readClip, writeClip } from "./audio/clipFile";
export { clipFromTensor, clipToTensor } from "./audio/clipTensor";
export { decodeSound } from "./audio/decodeSound";
export { decodeWav } from "./audio/decodeWav";
export { encodeWav } from "./audio/encodeWav";
export type { EncodeWavOptions, WavFormat } from "./audio/encodeWav";
export { concatenate, crop, fade } from "./audio/edit";
export type { FadeOptions } from "./audio/edit";
export { countClipped, isSilent, normalise, peak, rms } from "./audio/level";
export type { NormaliseOptions } from "./audio/level";
export { resample } from "./audio/resample";
export type { ResampleOptions } from "./audio/resample";
export { periodicWindow } from "./audio/window";
export type { WindowName } from "./audio/window";
export { stftSettings } from "./audio/stftOptions";
export type { StftOptions, StftSettings } from "./audio/stftOptions";
export { stft } from "./audio/stft";
export type { Spectrum } from "./audio/stft";
export { istft } from "./audio/istft";
export type { IstftOptions } from "./audio/istft";
export { magnitude, powerSpectrum } from "./audio/magnitude";
export { powerToDb } from "./audio/decibels";
export type { PowerToDbOptions } from "./audio/decibels";
export { spectrogramDb } from "./audio/spectrogram";
export type { Spectrogram, SpectrogramOptions } from "./audio/spectrogram";
export { hzToMel, melToHz } from "./audio/melScale";
export type { MelScale, Mels } from "./audio/melScale";
export { melFilterBank } from "./audio/melFilterBank";
export type { MelFilterBank, MelFilterBankOptions } from "./audio/melFilterBank";
export { melSpectrogram } from "./audio/melSpectrogram";
export type { MelSpectrogramOptions } from "./audio/melSpectrogram";
export { logMel, logMelConventions } from "./audio/logMel";
export type { LogMelConvention, LogMelOptions } from "./audio/logMel";
export { griffinLim } from "./audio/griffinLim";
export type { GriffinLimOptions, GriffinLimStep } from "./audio/griffinLim";
export { soundFeatures } from "./audio/soundFeatures";
export type { SoundFeatureOptions, SoundFeatures } from "./audio/soundFeatures";

// Diffusion
export type {
  ForwardProcess,
  Marginal,
  ReverseOptions,
  ReverseProcess,
  Score,
} from "./diffusion/process";
export { checkFalling, checkTime } from "./diffusion/time";
export type { Time } from "./diffusion/time";
export { variancePreserving } from "./diffusion/variancePreserving";
export type { LinearBeta } from "./diffusion/variancePreserving";
export { cosine } from "./diffusion/cosine";
export { varianceExploding } from "./diffusion/varianceExploding";
export type { SigmaRange } from "./diffusion/varianceExploding";
export { subVariancePreserving } from "./diffusion/subVariancePreserving";
export { rectifiedFlow } from "./diffusion/rectifiedFlow";
export { ownSchedule } from "./diffusion/ownSchedule";
export type { OwnSchedule } from "./diffusion/ownSchedule";
export { simulate } from "./diffusion/simulate";
export type { SimulationOptions, SimulationStep } from "./diffusion/simulate";
export { convertPrediction, predictionNames } from "./diffusion/prediction";
export type { ConversionOptions, Prediction } from "./diffusion/prediction";
export { mixtureLogDensity, mixtureScore } from "./diffusion/gaussianMixture";
export type { GaussianMixture } from "./diffusion/gaussianMixture";
export { reverseProcess } from "./diffusion/reverse";
export { ddpmSteps, eulerMaruyamaSteps, smldSteps } from "./diffusion/discretization";
export type { Discretization } from "./diffusion/discretization";
export { ancestralStep, eulerMaruyamaStep, reverseDiffusionStep } from "./diffusion/predictors";
export type { StepResult } from "./diffusion/predictors";
export { annealedLangevinStep, langevinStep } from "./diffusion/correctors";
export type { LangevinOptions } from "./diffusion/correctors";
export { solveOde } from "./diffusion/ode";
export type { OdeOptions, OdeSolution } from "./diffusion/ode";
export { logLikelihood } from "./diffusion/likelihood";
export type { Likelihood, LikelihoodOptions } from "./diffusion/likelihood";

// Music
export { barTicks, modes, ticksPerQuarter, tuneTicks } from "./corpus/tune";
export type { Mode, Ticks, Tune, TuneNote } from "./corpus/tune";
export { findTune, loadTunes } from "./corpus/tuneBook";
export { parseTunes } from "./corpus/parseTunes";
export { coarsestGrid, detokenize, melodyVocabulary, tokenize } from "./corpus/tokens";
export type { MelodyTokens } from "./corpus/tokens";
export type { Note } from "./corpus/note";
export { instrumentNames } from "./corpus/instruments";
export type { InstrumentName } from "./corpus/instruments";
export { tempoClasses, tempoClassOf, tempoRanges } from "./corpus/tempo";
export type { TempoClass, TempoRange } from "./corpus/tempo";
export { meanPitch, registerCentres, registerOf, registers } from "./corpus/register";
export type { Register } from "./corpus/register";
export { segmentNotes, startingBars, tickSeconds } from "./corpus/segment";
export type { SegmentOptions } from "./corpus/segment";
export { splits, tuneSplits } from "./corpus/split";
export type { Split } from "./corpus/split";
export type { ClipFacts } from "./corpus/facts";
export { wordings } from "./corpus/captionWords";
export type { Wording } from "./corpus/captionWords";
export { caption } from "./corpus/caption";
export type { CaptionOptions } from "./corpus/caption";
export { openOrchestra } from "./corpus/orchestra";
export type { Orchestra, PlayOptions as OrchestraPlayOptions } from "./corpus/orchestra";
export { planTune, tuneClip } from "./corpus/tuneClip";
export type { ClipPlan, CorpusClip, TuneClipOptions, TunePlan } from "./corpus/tuneClip";
export { openCorpus } from "./corpus/corpus";
export type { Corpus, CorpusOptions } from "./corpus/corpus";
export { assetPath } from "./corpus/assets";

// Figures
export type { Figure, FigureFrame, Json, JsonObject, Trace } from "./figure/figure";
export type { Axis, AxisOptions, ColorAxis, Quantity, Ticks as AxisTicks } from "./figure/axis";
export type { Range } from "./figure/finite";
export {
  divergingScale,
  inkScale,
  pitchClassColors,
  seriesColor,
  seriesColors,
} from "./figure/palette";
export type { ColorScale } from "./figure/palette";
export { overlay } from "./figure/panel";
export type { Panel, PanelOptions } from "./figure/panel";
export { columns, grid, stack } from "./figure/grid";
export type { FigureOptions } from "./figure/grid";
export { withSlider } from "./figure/slider";
export type { SliderOptions, SliderStop } from "./figure/slider";
export { waveformPanel } from "./figure/waveform";
export type { WaveformOptions } from "./figure/waveform";
export { spectrogramPanel } from "./figure/spectrogram";
export type {
  SpectrogramData,
  SpectrogramOptions as SpectrogramPanelOptions,
} from "./figure/spectrogram";
export { histogramPanel } from "./figure/histogram";
export type { Gaussian, HistogramOptions } from "./figure/histogram";
export { linesPanel } from "./figure/lines";
export type { LinesOptions, Series } from "./figure/lines";
export { densityPanel, pointsPanel } from "./figure/points";
export type { PlaneOptions, PointSet } from "./figure/points";
export { samplePathsPanel } from "./figure/samplePaths";
export type { PathsData, PathsOptions } from "./figure/samplePaths";
export { vectorFieldPanel } from "./figure/vectorField";
export type { VectorField, VectorFieldOptions } from "./figure/vectorField";
export { heatmapPanel } from "./figure/heatmap";
export type { GridAxis, GridData, HeatmapOptions } from "./figure/heatmap";
export { barsPanel } from "./figure/bars";
export type { BarSeries, BarsOptions } from "./figure/bars";
export { pianoRollPanel, pitchName } from "./figure/pianoRoll";
export type { DrawnNote } from "./figure/pianoRoll";
export { tokensPanel } from "./figure/tokens";
export type { DrawnToken } from "./figure/tokens";

// In a notebook
export { backendNote, startLesson } from "./notebook/lesson";
export { show } from "./notebook/show";
export { play, players } from "./notebook/play";
export type { PlayOptions, PlayersOptions } from "./notebook/play";
export type { LabelledClip } from "./notebook/player";
export { compare, comparisonFigure } from "./notebook/compare";
export type { CompareOptions, ComparisonColumn } from "./notebook/compare";
export { table } from "./notebook/table";
export type { TableColumn, TableOptions } from "./notebook/table";
export { progress } from "./notebook/progress";
export type { Progress, ProgressSettings } from "./notebook/progress";
export { interruptible, listenForStop } from "./notebook/stop";
export type { LoopReport, StopListener } from "./notebook/stop";
