/** Paste: nodes copied here or in another tab, a draft's JSON, or a pipeline as YAML. */

import { insertCommand, looksLikeYaml, readFragment } from '../../../canvas/core/clipboard';
import type { PipelineDocument } from '../../../canvas/core/document';
import type { Point } from '../../../canvas/core/geometry';
import { layoutGraph, quickLayout } from '../../../canvas/core/layout';
import { buildScene } from '../../../canvas/core/scene';
import { copyText } from '../../../ui/copy-text';
import { toast, toastProblem } from '../../../ui/toast';
import { validateYaml } from '../data/api';
import type { Designer } from '../data/session';

export async function paste(designer: Designer, text: string, at?: Point): Promise<void> {
  if (!text.trim()) return;
  const fragment = readFragment(text);
  if (typeof fragment !== 'string') put(designer, fragment, at);
  else if (looksLikeYaml(text)) await pasteYaml(designer, text, at);
  else toast({ intent: 'warning', title: 'Nothing was pasted', body: fragment });
}

async function pasteYaml(designer: Designer, text: string, at?: Point): Promise<void> {
  try {
    const { document, diagnostics } = await validateYaml(text);
    if (document) {
      put(designer, placed(document), at);
      return;
    }
    const [first] = diagnostics;
    const place = first?.line ? ` (line ${first.line})` : '';
    const body = first ? `${first.message}${place}` : 'The text is no pipeline.';
    toast({ intent: 'warning', title: 'This YAML cannot be pasted', body });
  } catch (error) {
    toastProblem('This YAML cannot be pasted', error);
  }
}

/** The language has no places: what comes from it stands in layers. */
function placed(document: PipelineDocument): PipelineDocument {
  return { ...document, layout: { nodes: quickLayout(layoutGraph(buildScene(document, {}))) } };
}

function put({ store, run, view }: Designer, fragment: PipelineDocument, at?: Point): void {
  const middle = at ?? view.get()?.center() ?? { x: 0, y: 0 };
  const made = insertCommand(store.get().document, fragment, middle);
  if (run(made.command)) store.select(made.ids);
}

/** Whether it is there now. */
export async function writeClipboard(text: string): Promise<boolean> {
  return text !== '' && (await copyText(text));
}

export async function readClipboard(): Promise<string> {
  try {
    return await navigator.clipboard.readText();
  } catch {
    const body = 'The browser did not let the page read the clipboard. Use Ctrl+V.';
    toast({ intent: 'warning', title: 'Not pasted', body });
    return '';
  }
}
