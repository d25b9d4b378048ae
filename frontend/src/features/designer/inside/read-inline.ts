/** A pipeline that is written inside a step, read by the server: the one reader of the language. */

import type { JsonMap, PipelineDocument } from '../../../canvas/core/document';
import { validateInside } from '../data/api';

export async function readInline(component: JsonMap): Promise<PipelineDocument> {
  // JSON is YAML.
  const { document, diagnostics } = await validateInside(JSON.stringify(component));
  if (!document) throw new Error(diagnostics[0]?.message ?? 'It is no pipeline component.');
  return document;
}
