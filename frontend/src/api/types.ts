// The shapes that the server speaks, by short names. They are generated from its OpenAPI document
// (`make schema`); only what OpenAPI cannot say (live messages) is written by hand, elsewhere.
import type { JsonMap, PipelineDocument } from '../canvas/core/document';
import type { components } from '../schema.gen';

export type { PipelineDocument } from '../canvas/core/document';

type Schemas = components['schemas'];

/** The server fills in every default of a document; the canvas core says so in its types. */
type WithDocument<T, D = PipelineDocument> = Omit<T, 'document'> & { document: D };

/** What the server has a default for may be left out of a request. */
type Sent<T> = Partial<T>;

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export type Status = Schemas['Status'];
export type Diagnostic = Schemas['Diagnostic'];

/** A problem document: what every refusal answers with. */
export interface Problem {
  code: string;
  message: string;
  hint: string | null;
  place: string | null;
  diagnostics: Diagnostic[];
}

export type Session = Schemas['Session'];
export type WorkspaceRef = Session['workspaces'][number];
export type Role = WorkspaceRef['role'];

export type Port = Schemas['Port'];
export type VersionRef = Schemas['VersionItem'];
export type ComponentSummary = Schemas['ComponentSummary'];
export type ComponentVersion = WithDocument<Schemas['ComponentVersion'], PipelineDocument | null>;
export type SnapshotFiles = Schemas['Snapshot'];
export type HighlightedFile = Schemas['HighlightedFile'];
export type DataSummary = Schemas['DataSummary'];
export type DataVersion = Schemas['DataVersion'];
export type TableHead = Schemas['TableHead'];
export type Lineage = Schemas['Lineage'];
export type ModelSummary = Schemas['ModelSummary'];
export type ModelVersion = Schemas['ModelVersion'];
export type FileEntry = Schemas['FileItem'];
export type FileList = Schemas['FileList'];
export type Preview = Schemas['Preview'];
export type Environment = Schemas['Environment'];
export type EnvironmentVersion = Schemas['EnvironmentVersion'];
export type AssetEdit = Sent<Schemas['PatchedVersionChangeRequest']>;
export type Compute = Schemas['Compute'];
export type ComputeEdit = Sent<Schemas['PatchedComputeChangeRequest']>;
export type ComputeCreation = Schemas['ComputeCreationRequest'];
export type Datastore = Schemas['Datastore'];
export type NewAsset = Pick<
  Schemas['DataRegistrationRequest'],
  'name' | 'type' | 'path' | 'description'
>;
export type DraftSummary = Schemas['DraftSummary'];
export type DraftRevisionSummary = Schemas['DraftRevisionSummary'];
export type DraftRevision = WithDocument<Schemas['DraftRevision']>;
export type Draft = WithDocument<Schemas['Draft']>;
export type ImportedDraft = WithDocument<Schemas['ImportedDraft']>;
export type PipelineFile = Schemas['PipelineFile'];
export type PipelineFiles = Schemas['PipelineFiles'];
export type ImportedDocument = WithDocument<Schemas['ImportedDocument']>;
/** One of several. */
export type ChosenDocument = { path: string } & (
  | { found: ImportedDocument; problem: null }
  | { found: null; problem: Problem }
);
export type Template = WithDocument<Schemas['Template']>;
/** `component`: what the text of a component means; null for every other. `read`: all of a text was
 *  understood, so that the document may stand for it. */
export type Validated = WithDocument<
  Omit<Schemas['Validated'], 'component'>,
  PipelineDocument | null
> & {
  component: JsonMap | null;
};
export type Validation = Sent<Schemas['ValidationRequest']>;
export type DocumentYaml = Schemas['DocumentYaml'] & { wire: JsonMap };

export type JobError = Schemas['JobError'];
export type JobSummary = Schemas['JobSummary'];
export type JobInput = Schemas['JobInput'];
export type JobOutput = Schemas['JobOutput'];
export type Attempt = Schemas['JobAttempt'];
export type Job = Schemas['Job'];
export type JobEdit = Sent<Schemas['PatchedJobEditRequest']>;
export type Resubmission = Sent<Schemas['ResubmissionRequest']>;
export type JobCreation = Sent<Schemas['JobCreationRequest']>;
export type GraphComponent = Schemas['NodeComponent'];
export type JobGraph = WithDocument<Schemas['JobGraph']>;
/** What an event is about is always said; the rest depends on its kind. */
export type JobEvent = Omit<Schemas['JobEvent'], 'data'> & {
  data: { name: string; key: string; path: string; status?: Status; [more: string]: unknown };
};
export type LogFile = Schemas['LogFile'];
export type LogChunk = Schemas['LogChunk'];
export type Monitoring = Schemas['Monitoring'];
export type JobDeletion = Schemas['JobDeletion'];
export type Member = Schemas['Member'];
export type Token = Schemas['Token'];
export type NewToken = Schemas['NewToken'];
export type Whereabouts = Schemas['Whereabouts'];
export type WorkspaceSettings = Schemas['WorkspaceSettings'];
export type JobSteps = Schemas['JobSteps'];
export type StepLine = Schemas['StepLine'];
export type Pictures = Schemas['Pictures'];
export type JobLogged = Schemas['JobLogged'];
export type Comparison = Schemas['Comparison'];
export type SideBySide = Schemas['SideBySide'];
export type ComparedRow = Schemas['ValueRow'];
export type StepRow = Schemas['StepRow'];
export type ComparedStep = Schemas['ComparedStep'];
export type ComparedValue = Schemas['ComparedValue'];
export type Why = Schemas['Why'];
export type OtherStep = Schemas['OtherStep'];
export type Difference = Schemas['Difference'];
export type Metrics = Schemas['JobMetrics'];
export type MetricPoint = Metrics['history'][string][number];
export type SweepTrials = Schemas['SweepTrials'];
export type SweepParameter = Schemas['SweepParameter'];
export type Trial = Schemas['TrialItem'];
export type Home = Schemas['Home'];
export type Trends = Schemas['Trends'];
export type TrendsDay = Trends['days'][number];
export type BusyCompute = Trends['computes'][number];
export type Failing = Trends['failing'][number];
export type Experiment = Schemas['ExperimentItem'];
export type SavedView = Schemas['View'];
