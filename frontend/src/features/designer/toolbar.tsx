/** The bar above the canvas: name, saved or not, undo and redo, layout, zoom, YAML, jobs, submit. */

import {
  Button,
  makeStyles,
  Toolbar,
  ToolbarButton,
  ToolbarDivider,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import {
  ArrowRedoRegular,
  ArrowUndoRegular,
  BranchForkRegular,
  ChevronRightRegular,
  CodeRegular,
  HistoryRegular,
  PanelLeftRegular,
  PanelRightRegular,
  PlayRegular,
  ZoomFitRegular,
  ZoomInRegular,
  ZoomOutRegular,
} from '@fluentui/react-icons';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Person } from '../../api/live';
import { ACTIONS, type Action } from './canvas/actions';
import { whyNotSubmit } from './data/may-submit';
import { type Designer, useDesigner, useEditorState } from './data/session';
import { DraftName } from './draft-name';
import { useHistorySearch } from './history/use-history-search';
import { JobsMenu } from './lists/jobs-menu';
import { PeopleBar } from './people/people-bar';
import { SaveStatus } from './save-status';

const useStyles = makeStyles({
  bar: {
    gridArea: 'bar',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `0 ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    minWidth: 0,
  },
  crumbs: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '2px',
    flexShrink: 0,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
  crumb: {
    color: 'inherit',
    textDecorationLine: 'none',
    ':hover': { textDecorationLine: 'underline', color: tokens.colorNeutralForeground1 },
  },
  tools: { padding: 0, flexShrink: 0 },
  spring: { flexGrow: 1 },
});

interface DesignerToolbarProps {
  /** The level on the canvas: undo, redo and arrange mean that one. */
  here: Designer;
  isLibraryOpen: boolean;
  isPanelOpen: boolean;
  onLibrary: () => void;
  onPanel: () => void;
  isYamlOpen: boolean;
  onYaml: () => void;
  onSubmit: () => void;
  people: readonly Person[];
  onFind: (selected: string) => void;
}

export function DesignerToolbar(props: DesignerToolbarProps) {
  const styles = useStyles();
  const designer = useDesigner();
  const { view, canWrite } = designer;
  const history = useHistorySearch();
  return (
    <header className={styles.bar} data-pane="toolbar">
      <Tool
        label={props.isLibraryOpen ? 'Hide the asset library' : 'Show the asset library'}
        icon={<PanelLeftRegular />}
        onClick={props.onLibrary}
      />
      <nav aria-label="Breadcrumbs" className={styles.crumbs}>
        <Link to="/drafts" className={styles.crumb}>
          Designer
        </Link>
        <ChevronRightRegular aria-hidden />
      </nav>
      <DraftName />
      <SaveStatus />
      <span className={styles.spring} />
      <Toolbar size="small" className={styles.tools} aria-label="Canvas">
        {canWrite && (
          <>
            <ActionTool here={props.here} action={ACTIONS.undo} icon={<ArrowUndoRegular />} />
            <ActionTool here={props.here} action={ACTIONS.redo} icon={<ArrowRedoRegular />} />
            <ToolbarDivider />
            <ActionTool here={props.here} action={ACTIONS.arrange} icon={<BranchForkRegular />} />
          </>
        )}
        <ActionTool here={props.here} action={ACTIONS.zoomOut} icon={<ZoomOutRegular />} />
        <ActionTool here={props.here} action={ACTIONS.zoomIn} icon={<ZoomInRegular />} />
        <Tool
          label="Fit the graph (Shift+1)"
          icon={<ZoomFitRegular />}
          onClick={() => view.get()?.fit()}
        />
        <ToolbarDivider />
        <Tool label="History" icon={<HistoryRegular />} onClick={() => history.show('all')} />
        <Tool
          label={props.isYamlOpen ? 'Hide the YAML' : 'Show the YAML'}
          icon={<CodeRegular />}
          onClick={props.onYaml}
        />
      </Toolbar>
      <PeopleBar people={props.people} onFind={props.onFind} />
      <JobsMenu path={props.here.path} />
      <SubmitButton onSubmit={props.onSubmit} />
      <Tool
        label={props.isPanelOpen ? 'Hide the properties' : 'Show the properties'}
        icon={<PanelRightRegular />}
        onClick={props.onPanel}
      />
    </header>
  );
}

interface ToolProps {
  label: string;
  icon: ReactElement;
  onClick: () => void;
  disabled?: boolean;
}

function Tool({ label, icon, onClick, disabled }: ToolProps) {
  return (
    <Tooltip content={label} relationship="label">
      <ToolbarButton icon={icon} onClick={onClick} disabled={disabled === true} />
    </Tooltip>
  );
}

interface ActionToolProps {
  here: Designer;
  action: Action;
  icon: ReactElement;
}

function ActionTool({ here, action, icon }: ActionToolProps) {
  useEditorState(here.store);
  return (
    <Tool
      label={action.label(here.store)}
      icon={icon}
      disabled={!action.isEnabled(here.store)}
      onClick={() => action.run(here)}
    />
  );
}

function SubmitButton({ onSubmit }: { onSubmit: () => void }) {
  const designer = useDesigner();
  const { document } = useEditorState(designer.store);
  const reason = whyNotSubmit(designer, document);
  return (
    <Tooltip
      content={reason ?? 'Choose experiment and inputs, then run'}
      relationship="description"
    >
      <Button
        appearance="primary"
        icon={<PlayRegular />}
        disabledFocusable={reason !== null}
        onClick={() => reason === null && onSubmit()}
      >
        Submit
      </Button>
    </Tooltip>
  );
}
