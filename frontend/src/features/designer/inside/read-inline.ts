/** A pipeline that is written inside a step, read by the server: the one reader of the language. */

import type { JsonMap, PipelineDocument } from '../../../canvas/core/document';
import { validateYaml } from '../data/api';

const SCHEMA = 'https://azuremlschemas.azureedge.net/latest/pipelineComponent.schema.json';

export async function readInline(component: JsonMap): Promise<PipelineDocument> {
  // JSON is YAML; the schema says that this is a component, even where it looks like a job.
  const { document, diagnostics } = await validateYaml(
    JSON.stringify({ ...component, $schema: SCHEMA }),
  );
  if (!document) throw new Error(diagnostics[0]?.message ?? 'It is no pipeline component.');
  return document;
}
