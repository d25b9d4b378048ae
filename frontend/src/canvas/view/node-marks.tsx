/** The small marks on a node: its icon, ports, status, problems. All hidden from assistive technology, which reads the card's name. */

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  ArrowExportRegular,
  ArrowImportRegular,
  ArrowRepeatAllRegular,
  ArrowSyncCheckmarkRegular,
  BracesRegular,
  BranchForkRegular,
  DatabaseRegular,
  DocumentRegular,
  FlowchartRegular,
  FolderRegular,
  StackRegular,
  TableRegular,
  WindowConsoleRegular,
} from '@fluentui/react-icons';
import { portLook } from '../core/port-shape';
import type { Box, PortSpot } from '../core/scene';
import type { NodeOverlay, NodeProblems } from './graph-types';
import { isActive, statusLook } from './status-look';

const useStyles = makeStyles({
  icon: {
    display: 'grid',
    placeItems: 'center',
    flexShrink: 0,
    fontSize: '20px',
    color: tokens.colorNeutralForeground2,
  },
  port: {
    position: 'absolute',
    width: '16px',
    height: '16px',
    margin: '-8px 0 0 -8px',
    overflow: 'visible',
    cursor: 'crosshair',
    '& path': { stroke: 'currentColor', strokeWidth: '1.5px', fill: 'currentColor' },
    '&[data-optional] path': { fill: tokens.colorNeutralBackground1 },
    ':hover': { transform: 'scale(1.35)' },
    '&[data-fit="yes"]': {
      transform: 'scale(1.5)',
      filter: `drop-shadow(0 0 3px ${tokens.colorBrandStroke1})`,
    },
    '&[data-fit="no"]': { opacity: 0.3 },
  },
  status: {
    display: 'grid',
    justifyItems: 'end',
    gap: '2px',
    flexShrink: 0,
    fontSize: tokens.fontSizeBase100,
    lineHeight: '14px',
    color: tokens.colorNeutralForeground3,
  },
  marks: { display: 'flex', gap: '4px', alignItems: 'center', fontSize: '16px' },
  good: { color: tokens.colorPaletteGreenForeground1 },
  danger: { color: tokens.colorPaletteRedForeground1 },
  running: { color: tokens.colorPaletteBlueForeground2 },
  waiting: { color: tokens.colorNeutralForeground3 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  pulse: {
    animationName: { '0%': { opacity: 1 }, '50%': { opacity: 0.35 }, '100%': { opacity: 1 } },
    animationDuration: '1.6s',
    animationIterationCount: 'infinite',
  },
  badge: {
    position: 'absolute',
    top: '-9px',
    right: '-9px',
    minWidth: '18px',
    height: '18px',
    boxSizing: 'border-box',
    padding: '0 5px',
    borderRadius: '9px',
    fontSize: tokens.fontSizeBase100,
    fontWeight: tokens.fontWeightBold,
    lineHeight: '18px',
    textAlign: 'center',
    color: tokens.colorNeutralForegroundOnBrand,
    backgroundColor: tokens.colorStatusDangerBackground3,
  },
  inline: { position: 'static', flexShrink: 0 },
  warnBadge: {
    backgroundColor: tokens.colorStatusWarningBackground3,
    color: tokens.colorNeutralForeground1Static,
  },
});

export function BoxIcon({ box }: { box: Box }) {
  const styles = useStyles();
  return (
    <span className={styles.icon} aria-hidden>
      <BoxGlyph box={box} />
    </span>
  );
}

function BoxGlyph({ box }: { box: Box }) {
  if (box.kind === 'output') return <ArrowExportRegular />;
  if (box.kind === 'input' && box.subtitle === 'pipeline input') return <ArrowImportRegular />;
  if (box.kind === 'step') return <TypeIcon type={box.type} />;
  return <DataIcon type={box.type} />;
}

/** The icon of a component's type. */
export function TypeIcon({ type }: { type: string }) {
  if (type === 'pipeline') return <FlowchartRegular />;
  if (type === 'if_else') return <BranchForkRegular />;
  if (type === 'do_while') return <ArrowRepeatAllRegular />;
  if (type === 'parallel_for') return <StackRegular />;
  return type === 'command' ? <WindowConsoleRegular /> : <BracesRegular />;
}

export function DataIcon({ type }: { type: string }) {
  if (type === 'uri_file') return <DocumentRegular />;
  if (type === 'uri_folder') return <FolderRegular />;
  return type === 'mltable' ? <TableRegular /> : <DatabaseRegular />;
}

export function PortMark({ spot }: { spot: PortSpot }) {
  const styles = useStyles();
  const look = portLook(spot.port.type);
  return (
    <svg
      aria-hidden
      viewBox="-8 -8 16 16"
      className={styles.port}
      style={{
        left: spot.x - 1,
        top: spot.y - 1,
        color: `light-dark(${look.light}, ${look.dark})`,
      }}
      data-port={spot.place.port}
      data-side={spot.side}
      data-block={spot.block}
      data-optional={spot.port.optional || undefined}
    >
      <path d={look.path} />
    </svg>
  );
}

export function StatusMark({ overlay }: { overlay: NodeOverlay }) {
  const styles = useStyles();
  const look = statusLook(overlay.status);
  const words = overlay.reused ? 'Reused' : look.word;
  return (
    <span className={styles.status} aria-hidden title={words}>
      <span className={styles.marks}>
        {overlay.reused && <ArrowSyncCheckmarkRegular />}
        <svg
          viewBox="0 0 16 16"
          width="16"
          height="16"
          aria-hidden
          className={mergeClasses(styles[look.tone], isActive(overlay.status) && styles.pulse)}
        >
          <path d={look.icon} fill="currentColor" />
        </svg>
      </span>
      {(overlay.text || overlay.badge) && <span>{overlay.badge ?? overlay.text}</span>}
    </span>
  );
}

/** The same in a line of text, where it is read out too. */
export function ProblemCount({ problems }: { problems: NodeProblems }) {
  const styles = useStyles();
  const { errors, warnings, text } = problems;
  const isWarning = errors === 0;
  return (
    <span
      className={mergeClasses(styles.badge, styles.inline, isWarning && styles.warnBadge)}
      role="img"
      aria-label={isWarning ? `${warnings} warnings` : `${errors} errors`}
      title={text}
    >
      {isWarning ? '!' : errors}
    </span>
  );
}

export function ProblemBadge({ problems }: { problems: NodeProblems }) {
  const styles = useStyles();
  const isWarning = problems.errors === 0;
  return (
    <span
      className={mergeClasses(styles.badge, isWarning && styles.warnBadge)}
      aria-hidden
      title={problems.text}
    >
      {isWarning ? '!' : problems.errors}
    </span>
  );
}
