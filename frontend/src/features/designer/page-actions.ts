/** What the page around the canvas offers to the command palette: panes, history, files, submission. */

import type { PaletteAction } from '../../ui/palette-actions';
import { toast } from '../../ui/toast';
import { whyNotSubmit } from './data/may-submit';
import type { Designer } from './data/session';
import { importFile, importFolder } from './import/bring-files';
import { saveAsJson, saveAsYaml } from './yaml/save-as';

interface Page {
  library: { isOpen: boolean; toggle(): void };
  panel: { isOpen: boolean; toggle(): void };
  yaml: { isOpen: boolean; toggle(): void };
  problems: { isOpen: boolean; toggle(): void };
  history: { isOpen: boolean; toggle(): void };
  submit(): void;
  check(): void;
}

/** `root`: the designer of the whole draft; `here`: of the level on the canvas. */
export function pageActions(root: Designer, here: Designer, page: Page): PaletteAction[] {
  const submit = () => {
    const body = whyNotSubmit(root, root.store.get().document);
    if (body === null) page.submit();
    else toast({ intent: 'warning', title: 'Not submitted', body });
  };
  const isWriter = root.canWrite;
  const isOutside = here.path.length === 0;
  return [
    ...(isWriter ? [action('submit', 'Submit…', submit)] : []),
    action('validate', 'Validate', page.check),
    pane('library', 'the asset library', page.library),
    pane('panel', 'the properties', page.panel),
    pane('problems', 'the problems', page.problems),
    pane('yaml', 'the YAML', page.yaml),
    pane('history', 'the history', page.history),
    ...(isWriter && isOutside
      ? [
          action('import', 'Import a YAML, JSON or zip file…', () => void importFile(root)),
          action('import-folder', 'Import a folder…', () => void importFolder(root)),
        ]
      : []),
    action('save-yaml', 'Download as YAML', () => void saveAsYaml(root)),
    action('save-json', 'Download as JSON', () => saveAsJson(root)),
  ];
}

function action(id: string, label: string, run: () => void): PaletteAction {
  return { id: `designer ${id}`, label, run };
}

function pane(id: string, what: string, { isOpen, toggle }: Page['library']): PaletteAction {
  return action(id, `${isOpen ? 'Hide' : 'Show'} ${what}`, toggle);
}
