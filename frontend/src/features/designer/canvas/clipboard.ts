/** Paste: nodes copied here or in another tab, a draft's JSON, or YAML: a pipeline, or steps of one. */

import type { Diagnostic } from '../../../api/types';
import {
  freeOffset,
  insertCommand,
  looksLikeYaml,
  readFragment,
} from '../../../canvas/core/clipboard';
import type { Components } from '../../../canvas/core/components';
import type { PipelineDocument } from '../../../canvas/core/document';
import type { Point } from '../../../canvas/core/geometry';
import { layoutGraph, quickLayout } from '../../../canvas/core/layout';
import { buildScene, sceneOf } from '../../../canvas/core/scene';
import { copyText } from '../../../ui/copy-text';
import { toast, toastProblem } from '../../../ui/toast';
import { validatePasted } from '../data/api';
import { componentsOf, referencesOf } from '../data/component-cache';
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
    const { document, diagnostics, read } = await validatePasted(text);
    const isAny = document !== null && Object.keys(document.nodes).length > 0;
    if (isAny) {
      // How large they are: without an answer they are as large as most.
      await designer.cache.want(referencesOf(document)).catch(() => {});
      put(designer, placed(document, componentsOf(document, designer.cache)), at);
    }
    if (isAny && read) return;
    const errors = diagnostics.filter((one) => one.severity === 'error');
    const title = isAny ? 'Not all of this YAML could be read' : 'This YAML cannot be pasted';
    toast({ intent: 'warning', title, body: findingsText(errors) });
  } catch (error) {
    toastProblem('This YAML cannot be pasted', error);
  }
}

function findingsText([first, ...others]: readonly Diagnostic[]): string {
  if (!first) return 'It holds no steps.';
  const place = first.line ? `(line ${first.line})` : null;
  const more = others.length > 0 ? `And ${others.length} more.` : null;
  return [first.message, place, first.hint, more].filter(Boolean).join(' ');
}

/** The language has no places: what comes from it stands in layers. */
function placed(document: PipelineDocument, components: Components): PipelineDocument {
  const graph = layoutGraph(buildScene(document, components));
  return { ...document, layout: { nodes: quickLayout(graph) } };
}

/** Around a point, or as near to it as there is room. */
function put({ store, run, view, cache }: Designer, fragment: PipelineDocument, at?: Point): void {
  const middle = at ?? view.get()?.center() ?? { x: 0, y: 0 };
  const components = componentsOf(fragment, cache);
  const offset = freeOffset(sceneOf(store), fragment, components, middle);
  const made = insertCommand(store.get().document, fragment, { offset });
  if (!run(made.command)) return;
  store.select(made.ids);
  requestAnimationFrame(() => view.get()?.bringIn(made.ids));
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
