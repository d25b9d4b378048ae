// The shapes that the server speaks, in the words of the glossary.
import type { PipelineDocument } from '../canvas/core/document';

export type { PipelineDocument } from '../canvas/core/document';

export type Status =
  | 'NotStarted'
  | 'Preparing'
  | 'Queued'
  | 'Running'
  | 'Finalizing'
  | 'Completed'
  | 'Failed'
  | 'CancelRequested'
  | 'Canceled';

export interface Diagnostic {
  severity: 'error' | 'warning';
  code: string;
  message: string;
  hint: string | null;
  path: string;
  file: string | null;
  line: number | null;
  column: number | null;
  node: string | null;
  port: string | null;
}

export interface Problem {
  code: string;
  message: string;
  hint: string | null;
  place: string | null;
  diagnostics: Diagnostic[];
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export type Role = 'reader' | 'contributor' | 'owner';

export interface WorkspaceRef {
  name: string;
  display_name: string;
  role: Role;
}

export interface Session {
  user: { username: string; display_name: string };
  workspaces: WorkspaceRef[];
  version: string;
}

export interface Port {
  name: string;
  type: string;
  description: string;
  optional: boolean;
  default: string | number | boolean | null;
  min: number | null;
  max: number | null;
  enum: string[] | null;
  mode: string | null;
}

export interface VersionRef {
  version: string;
  created_at: string;
  created_by: string | null;
  archived: boolean;
}

export interface ComponentSummary {
  name: string;
  version: string;
  type: string;
  display_name: string;
  description: string;
  tags: Record<string, string>;
  archived: boolean;
  created_at: string;
  modified_at: string;
  created_by: string | null;
  versions_count: number;
  reference: string;
  inputs: Port[];
  outputs: Port[];
}

export interface ComponentVersion extends ComponentSummary {
  description_html: string;
  properties: Record<string, string>;
  command: string;
  environment: Record<string, unknown>;
  code: { digest: string; files_count: number; size_bytes: number } | null;
  is_deterministic: boolean;
  resources: Record<string, unknown>;
  distribution: Record<string, unknown>;
  yaml: string;
  content_hash: string;
  is_latest: boolean;
  versions: VersionRef[];
  document: PipelineDocument | null;
}

export interface SnapshotFiles {
  digest: string;
  files: { path: string; size_bytes: number }[];
  files_count: number;
  size_bytes: number;
}

export interface HighlightedFile {
  path: string;
  html: string;
  language: string;
  truncated: boolean;
}

export interface DataSummary {
  name: string;
  version: string;
  type: string;
  description: string;
  tags: Record<string, string>;
  path: string;
  archived: boolean;
  created_at: string;
  modified_at: string;
  created_by: string | null;
  versions_count: number;
  reference: string;
}

export interface DataVersion extends DataSummary {
  description_html: string;
  properties: Record<string, string>;
  size_bytes: number | null;
  files_count: number | null;
  versions: VersionRef[];
}

export interface FileEntry {
  name: string;
  path: string;
  is_folder: boolean;
  size_bytes: number | null;
  modified_at: string | null;
}

export interface FileList {
  items: FileEntry[];
  truncated: boolean;
}

export interface Preview {
  kind: 'text' | 'csv' | 'json' | 'image' | 'markdown' | 'binary' | 'folder';
  name: string;
  size_bytes: number;
  text: string | null;
  columns: string[] | null;
  rows: string[][] | null;
  truncated: boolean;
  media_type: string;
}

export interface Environment {
  name: string;
  version: string;
  description: string;
  tags: Record<string, string>;
  spec: Record<string, unknown>;
  created_at: string;
  created_by: string | null;
  versions: VersionRef[];
  reference: string;
}

export interface Compute {
  name: string;
  type: string;
  description: string;
  tags: Record<string, string>;
  min_instances: number;
  max_instances: number;
  instances_in_use: number | null;
  queued_steps: number | null;
  created_at: string;
}

export interface DraftSummary {
  id: number;
  name: string;
  revision: number;
  nodes_count: number;
  created_at: string;
  modified_at: string;
  created_by: string | null;
  modified_by: string | null;
  cloned_from_job: string;
}

export interface Draft extends DraftSummary {
  document: PipelineDocument;
}

export interface JobError {
  code: string;
  message: string;
  hint: string | null;
}

export interface JobSummary {
  name: string;
  display_name: string;
  type: string;
  status: Status;
  experiment_name: string;
  created_at: string;
  created_by: string | null;
  started_at: string | null;
  ended_at: string | null;
  duration_seconds: number | null;
  tags: Record<string, string>;
  progress: { done: number; total: number };
  source: string;
  archived: boolean;
  parent: string | null;
  key: string;
  path: string;
  reused_from: string | null;
  compute: string | null;
  error: JobError | null;
  exit_code: number | null;
}

export interface JobInput {
  type: string;
  value: string | null;
  uri: string | null;
  from: string | null;
  from_output: string | null;
  asset: string | null;
}

export interface JobOutput {
  type: string;
  uri: string;
  size_bytes: number | null;
  files_count: number | null;
  digest: string | null;
  value?: string | null;
}

export interface Attempt {
  number: number;
  worker: string;
  started_at: string | null;
  ended_at: string | null;
  outcome: string;
  exit_code: number | null;
}

export interface Job extends JobSummary {
  description: string;
  description_html: string;
  properties: Record<string, string>;
  root: string;
  draft: number | null;
  queued_at: string | null;
  attempt: number;
  inputs: Record<string, JobInput>;
  outputs: Record<string, JobOutput>;
  settings: Record<string, unknown>;
  metrics: Record<string, number | string>;
  parameters: Record<string, string>;
  services: { Studio: { endpoint: string } };
  component: { name: string; version: string; reference: string } | null;
  command: string | null;
  code: string | null;
  environment: Record<string, unknown> | null;
  attempts: Attempt[];
  timeline: { status: Status; at: string }[];
  reuse_parts: Record<string, unknown>;
}

export interface GraphComponent {
  name: string | null;
  version: string | null;
  type: string;
  display_name: string;
  inputs: Port[];
  outputs: Port[];
}

export interface JobGraph {
  job: JobSummary;
  document: PipelineDocument;
  components: Record<string, GraphComponent>;
  children: Record<string, JobSummary>;
  sequence: number;
}

export interface JobEvent {
  sequence: number;
  kind: 'status' | 'metric' | 'output' | 'progress';
  at: string;
  data: { name: string; key: string; path: string; status?: Status; [k: string]: unknown };
}

export interface LogFile {
  path: string;
  size_bytes: number;
}

export interface LogChunk {
  path: string;
  offset: number;
  next_offset: number;
  size_bytes: number;
  text: string;
  ended: boolean;
}

export type MetricPoint = [step: number, timestampMs: number, value: number];

export interface Metrics {
  latest: Record<string, number | string>;
  history: Record<string, MetricPoint[]>;
}

export interface Home {
  counts: Partial<Record<Status, number>>;
  running: JobSummary[];
  recent: JobSummary[];
}

export interface Experiment {
  name: string;
  jobs_count: number;
  last_created_at: string | null;
}
