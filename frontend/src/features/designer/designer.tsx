/** One open draft: library, canvas, settings, problems; and what joins them. */

import { makeStyles } from '@fluentui/react-components';
import { useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useMediaQuery } from '../../lib/use-media-query';
import { usePageTitle } from '../../ui/page';
import { Resizable } from '../../ui/resizable';
import { toast } from '../../ui/toast';
import { CanvasPane } from './canvas/canvas-pane';
import { useDesignerKeys } from './canvas/use-keys';
import { useDesignerPalette } from './canvas/use-palette';
import {
  DesignerContext,
  type Designer as DesignerValue,
  type DraftSession,
  useEditorState,
  useValue,
  watchChanges,
} from './data/session';
import { useComponents } from './data/use-components';
import { useValidation } from './data/use-validation';
import { ConflictDialog } from './dialogs/conflict-dialog';
import { SubmitDialog } from './dialogs/submit-dialog';
import { HistoryView } from './history/history-view';
import { useHistorySearch } from './history/use-history-search';
import { ImportDialog } from './import/import-dialog';
import { Crumbs } from './inside/crumbs';
import { useHere } from './inside/here';
import { useInside } from './inside/use-inside';
import { AssetLibrary, type LibraryTab } from './library/asset-library';
import { useNodePalette } from './outline/use-node-palette';
import { pageActions } from './page-actions';
import { SidePanel } from './panel/side-panel';
import { placeOf } from './people/places';
import { usePeople } from './people/use-people';
import { ProblemsPanel } from './problems-panel';
import { DesignerToolbar } from './toolbar';
import { useAddress } from './use-address';
import { usePaneKeys } from './use-pane-keys';
import { usePanes } from './use-panes';
import { YamlPane } from './yaml/yaml-pane';

const useStyles = makeStyles({
  text: {
    gridArea: 'text',
    display: 'flex',
    minHeight: 0,
    minWidth: 0,
    '& > div': { maxWidth: 'min(46vw, 900px)' },
  },
  root: {
    display: 'grid',
    height: '100%',
    minHeight: 0,
    gridTemplateRows: '48px minmax(0, 1fr) auto',
    gridTemplateAreas:
      '"bar bar bar bar" "library canvas text panel" "library problems text panel"',
  },
});

export function Designer({ session }: { session: DraftSession }) {
  const designer = useDesignerValue(session);
  useSaving(session);
  return (
    <DesignerContext.Provider value={designer.value}>
      <Panes designer={designer.value} onCheck={designer.check} />
    </DesignerContext.Provider>
  );
}

function useDesignerValue(session: DraftSession) {
  const { store } = session;
  const { document } = useEditorState(store);
  const components = useComponents(session, document);
  const { diagnostics, isChecking, check } = useValidation(session.id, document);
  const run = useCallback<DesignerValue['run']>(
    (command) => {
      const reason = store.dispatch(command);
      if (reason !== null) toast({ intent: 'warning', title: 'Not possible', body: reason });
      return reason === null;
    },
    [store],
  );
  const value = useMemo(
    () => ({ ...session, components, diagnostics, isChecking, run, ...OUTERMOST }),
    [session, components, diagnostics, isChecking, run],
  );
  return { value, check };
}

/** Until one goes inside: `useHere` knows how. */
const OUTERMOST = { path: [], enter: () => {}, leave: () => {}, go: () => {} };

interface PanesProps {
  designer: DesignerValue;
  onCheck: () => Promise<unknown>;
}

function Panes({ designer, onCheck }: PanesProps) {
  const styles = useStyles();
  const address = useSearch({ from: '/app/drafts/$id' });
  const panes = usePanes(address.yaml === true);
  const [tab, setTab] = useState<LibraryTab>(address.assets ?? 'components');
  const [dialog, setDialog] = useState<'submit' | null>(null);
  const close = useCallback(() => setDialog(null), []);
  const inside = useInside(designer);
  const here = useHere(designer, inside);
  usePageTitle(useValue(designer.name));
  useAddress(here, { isReading: inside.isReading, tab, isYaml: panes.yaml });
  useNoStrayDrops();
  useNodePalette(here);
  const people = usePeople(designer, here);
  const find = (selected: string) => {
    const { path, id } = placeOf(selected);
    if (path.join('/') !== here.path.join('/')) return inside.go(path);
    here.store.select([id]);
    here.view.get()?.reveal(id);
  };
  const history = useHistorySearch();
  const onCanvas = history.isOpen ? null : here;
  useDesignerKeys(onCanvas);
  usePaneKeys(here);
  const isNarrow = useMediaQuery('(max-width: 1599px)');
  // Text and canvas beside each other come before the library where there is little room.
  const isLibraryShown = panes.library && !(panes.yaml && isNarrow);
  const library = isLibraryShown ? panes.libraryWidth : '0px';
  const toggleLibrary = panes.yaml && isNarrow ? panes.libraryForYaml : panes.toggleLibrary;
  const check = () => {
    panes.showProblems();
    void onCheck();
  };
  useDesignerPalette(onCanvas, () =>
    pageActions(designer, here, {
      library: { isOpen: isLibraryShown, toggle: toggleLibrary },
      panel: { isOpen: panes.panel, toggle: panes.togglePanel },
      problems: { isOpen: panes.problems, toggle: panes.toggleProblems },
      yaml: { isOpen: panes.yaml, toggle: panes.toggleYaml },
      history: {
        isOpen: history.isOpen,
        toggle: () => history.show(history.isOpen ? undefined : 'all'),
      },
      submit: () => setDialog('submit'),
      check,
    }),
  );
  const panel = panes.panel || history.isOpen ? panes.panelWidth : '0px';
  return (
    <div
      className={styles.root}
      style={{ gridTemplateColumns: `${library} minmax(0, 1fr) auto ${panel}` }}
    >
      <DesignerToolbar
        here={here}
        isLibraryOpen={isLibraryShown}
        isPanelOpen={panes.panel}
        onLibrary={toggleLibrary}
        onPanel={panes.togglePanel}
        isYamlOpen={panes.yaml}
        onYaml={panes.toggleYaml}
        onSubmit={() => setDialog('submit')}
        people={people}
        onFind={find}
      />
      <DesignerContext.Provider value={here}>
        {isLibraryShown && <AssetLibrary tab={tab} onTab={setTab} />}
        {history.isOpen ? (
          <DesignerContext.Provider value={designer}>
            <HistoryView />
          </DesignerContext.Provider>
        ) : (
          <CanvasPane
            key={here.path.join('.')}
            onOpenPanel={panes.openPanel}
            people={people}
            isReading={inside.isReading}
            crumbs={<Crumbs inside={inside} root={designer} />}
          />
        )}
        {panes.yaml && !history.isOpen && (
          <div className={styles.text} data-pane="yaml">
            <Resizable
              label="Width of the YAML"
              storageKey="studio.designer.yaml-width"
              initial={440}
              min={260}
              max={900}
            >
              <YamlPane
                key={here.path.join('.')}
                level={inside.levels.at(-1) ?? null}
                onClose={panes.toggleYaml}
              />
            </Resizable>
          </div>
        )}
        {panes.panel && !history.isOpen && <SidePanel />}
        <ProblemsPanel
          root={designer}
          isOpen={panes.problems}
          onToggle={panes.toggleProblems}
          onShowPanel={panes.showPanel}
          onCheck={check}
        />
      </DesignerContext.Provider>
      {dialog === 'submit' && <SubmitDialog onClose={close} />}
      <ImportDialog importing={designer.importing} />
      <ConflictDialog />
    </div>
  );
}

/** A file let go beside the canvas must not take the page away: the browser would open it. */
function useNoStrayDrops(): void {
  useEffect(() => {
    const refuse = (event: DragEvent) => {
      const isText = event.target instanceof Element && event.target.closest('.cm-editor');
      if (event.defaultPrevented || isText || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'none';
    };
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
    return () => {
      window.removeEventListener('dragover', refuse);
      window.removeEventListener('drop', refuse);
    };
  }, []);
}

/** Autosave lives as long as the page; leaving it saves what is left. */
function useSaving(session: DraftSession): void {
  const visits = useRef(0);
  useEffect(() => {
    const { autosave, texts } = session;
    visits.current += 1;
    const visit = visits.current;
    const stop = watchChanges(session);
    autosave.start();
    const retry = () => autosave.retry();
    window.addEventListener('online', retry);
    const leave = () => {
      stop();
      if (visit !== visits.current) return;
      // What cannot be saved now is kept in the browser and saved when the draft is opened again.
      void autosave.flush().catch(() => {});
      autosave.stop();
    };
    return () => {
      window.removeEventListener('online', retry);
      // What was typed last beside the canvas comes to the draft before that is left.
      if (texts.isEmpty) leave();
      else void texts.closed().then(leave);
    };
  }, [session]);
}
