/** A box as real DOM: what people read, focus and act on when it is near. */

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CommentRegular } from '@fluentui/react-icons';
import { memo, type ReactNode, useCallback } from 'react';
import { isNested, STACK } from '../core/node-box';
import type { Box } from '../core/scene';
import type { GraphEngine } from './engine';
import type { NodeOverlay, NodeProblems } from './graph-types';
import { BoxIcon, PortMark, ProblemBadge, StatusMark } from './node-marks';
import { statusLook } from './status-look';

/** A second sheet under the card: a pipeline has steps inside. */
function stacked(line: string): string {
  const by = `${STACK}px ${STACK}px 0`;
  return `${by} -1px ${tokens.colorNeutralBackground1}, ${by} 0 ${line}`;
}

const STACKED_SELECTED = `0 0 0 1.5px ${tokens.colorBrandStroke1}, ${stacked(tokens.colorBrandStroke1)}`;

const useStyles = makeStyles({
  card: {
    position: 'absolute',
    zIndex: 1,
    top: 0,
    left: 0,
    boxSizing: 'border-box',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: '0 12px',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    boxShadow: tokens.shadow2,
    userSelect: 'none',
    outlineStyle: 'none',
    ':hover': { boxShadow: tokens.shadow8 },
    '&[data-fit="yes"]': {
      boxShadow: `0 0 0 2px ${tokens.colorBrandStroke1}, ${tokens.shadow8}`,
    },
    '&[data-fit="no"]': { opacity: 0.45 },
    // The connection that it goes into is seen through it.
    '&[data-into]': { opacity: 0.6 },
    ':focus-visible': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '3px',
    },
  },
  step: { borderRadius: tokens.borderRadiusLarge },
  nested: {
    boxShadow: stacked(tokens.colorNeutralStrokeAccessible),
    ':hover': { boxShadow: `${stacked(tokens.colorNeutralStrokeAccessible)}, ${tokens.shadow8}` },
  },
  pill: { borderRadius: '26px' },
  note: {
    alignItems: 'flex-start',
    padding: '10px 12px',
    borderRadius: tokens.borderRadiusSmall,
    // Its paper is drawn behind the lines.
    backgroundColor: 'transparent',
    zIndex: 0,
    '&[data-resizing]': { backgroundColor: tokens.colorPaletteYellowBackground1 },
    borderTopColor: tokens.colorPaletteYellowBorder1,
    borderRightColor: tokens.colorPaletteYellowBorder1,
    borderBottomColor: tokens.colorPaletteYellowBorder1,
    borderLeftColor: tokens.colorPaletteYellowBorder1,
    fontSize: tokens.fontSizeBase200,
  },
  noteText: {
    width: '100%',
    height: '100%',
    overflow: 'hidden',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    '& > *': { whiteSpace: 'normal', fontSize: tokens.fontSizeBase200 },
    '& a': { pointerEvents: 'none' },
  },
  corner: {
    position: 'absolute',
    right: '3px',
    bottom: '3px',
    width: '9px',
    height: '9px',
    borderRight: `2px solid ${tokens.colorNeutralForeground3}`,
    borderBottom: `2px solid ${tokens.colorNeutralForeground3}`,
    opacity: 0.6,
  },
  comment: { display: 'inline-grid', marginLeft: '4px', verticalAlign: '-2px', fontSize: '14px' },
  selected: {
    borderTopColor: tokens.colorBrandStroke1,
    borderRightColor: tokens.colorBrandStroke1,
    borderBottomColor: tokens.colorBrandStroke1,
    borderLeftColor: tokens.colorBrandStroke1,
    boxShadow: `0 0 0 1.5px ${tokens.colorBrandStroke1}, ${tokens.shadow4}`,
    ':hover': { boxShadow: `0 0 0 1.5px ${tokens.colorBrandStroke1}, ${tokens.shadow8}` },
  },
  /** Above what it is dragged over. */
  raised: { zIndex: 2 },
  nestedSelected: {
    boxShadow: STACKED_SELECTED,
    ':hover': { boxShadow: STACKED_SELECTED },
  },
  unknown: {
    borderTopStyle: 'dashed',
    borderRightStyle: 'dashed',
    borderBottomStyle: 'dashed',
    borderLeftStyle: 'dashed',
  },
  words: { display: 'grid', minWidth: 0, flexGrow: 1, lineHeight: '18px' },
  title: {
    fontWeight: tokens.fontWeightSemibold,
    fontSize: tokens.fontSizeBase300,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  subtitle: {
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  bar: {
    position: 'absolute',
    left: 0,
    top: '8px',
    bottom: '8px',
    width: '4px',
    borderRadius: '0 2px 2px 0',
  },
  good: { backgroundColor: tokens.colorPaletteGreenForeground1 },
  danger: { backgroundColor: tokens.colorPaletteRedForeground1 },
  running: { backgroundColor: tokens.colorPaletteBlueForeground2 },
  waiting: { backgroundColor: tokens.colorNeutralForeground4 },
  warning: { backgroundColor: tokens.colorPaletteDarkOrangeForeground1 },
});

const KIND_WORDS = {
  step: 'step',
  data: 'data',
  input: 'pipeline input',
  output: 'pipeline output',
  note: 'note',
} as const;

export interface NodeCardProps {
  engine: GraphEngine;
  box: Box;
  isSelected: boolean;
  isFocusable: boolean;
  overlay: NodeOverlay | undefined;
  problems: NodeProblems | undefined;
  onFocus: (id: string) => void;
  noteBody?: ((text: string) => ReactNode) | undefined;
}

export const NodeCard = memo(function NodeCard(props: NodeCardProps) {
  const { engine, box, isSelected, isFocusable, overlay, problems, onFocus } = props;
  const styles = useStyles();
  const { id } = box;
  const hold = useCallback(
    (element: HTMLElement | null) => engine.register(id, element),
    [engine, id],
  );
  const shape = box.kind === 'note' ? styles.note : box.kind === 'step' ? styles.step : styles.pill;
  return (
    <div
      ref={hold}
      role="group"
      aria-roledescription={KIND_WORDS[box.kind]}
      aria-label={describeBox(props)}
      tabIndex={isFocusable ? 0 : -1}
      data-node={id}
      data-selected={isSelected || undefined}
      data-status={overlay?.status}
      onFocus={() => onFocus(id)}
      className={mergeClasses(
        styles.card,
        shape,
        isNested(box) && styles.nested,
        !box.isKnown && styles.unknown,
        isSelected && styles.selected,
        isSelected && box.kind !== 'note' && styles.raised,
        isSelected && isNested(box) && styles.nestedSelected,
      )}
      style={{ width: box.width, height: box.height }}
    >
      {box.kind === 'note' ? <NoteContent {...props} /> : <Content {...props} />}
      {overlay && box.kind === 'step' && (
        <span className={mergeClasses(styles.bar, styles[statusLook(overlay.status).tone])} />
      )}
      {box.spots.map((spot) => (
        <PortMark key={`${spot.side} ${spot.block ?? ''} ${spot.place.port}`} spot={spot} />
      ))}
      {problems && <ProblemBadge problems={problems} />}
    </div>
  );
});

function NoteContent({ box, noteBody }: NodeCardProps) {
  const styles = useStyles();
  return (
    <>
      <div className={styles.noteText} dir="auto">
        {box.title && noteBody ? noteBody(box.title) : box.title || 'Note'}
      </div>
      <span className={styles.corner} aria-hidden />
    </>
  );
}

function Content({ box, overlay }: NodeCardProps) {
  const styles = useStyles();
  return (
    <>
      <BoxIcon box={box} />
      <span className={styles.words}>
        <span className={styles.title} title={box.title} dir="auto">
          {box.title}
          {box.comment && <CommentMark text={box.comment} />}
        </span>
        {box.subtitle && <span className={styles.subtitle}>{box.subtitle}</span>}
      </span>
      {overlay && box.kind === 'step' && <StatusMark overlay={overlay} />}
    </>
  );
}

function CommentMark({ text }: { text: string }) {
  const styles = useStyles();
  return (
    <span className={styles.comment} title={text} aria-hidden data-comment>
      <CommentRegular />
    </span>
  );
}

/** Everything that the card shows, in one sentence. */
function describeBox({ box, isSelected, overlay, problems }: NodeCardProps): string {
  const parts = [box.title];
  if (box.subtitle) parts.push(box.subtitle);
  if (overlay) parts.push(overlay.reused ? 'Reused' : statusLook(overlay.status).word);
  if (overlay?.text) parts.push(overlay.text);
  if (problems) parts.push(problems.text);
  if (box.comment) parts.push(`comment: ${box.comment}`);
  const ports = (side: 'source' | 'target') =>
    box.spots
      .filter((spot) => spot.side === side && !spot.block)
      .map(({ port }) => `${port.name} ${port.type}`);
  if (box.kind === 'step' && ports('target').length > 0) {
    parts.push(`inputs: ${ports('target').join(', ')}`);
  }
  if (box.kind === 'step' && ports('source').length > 0) {
    parts.push(`outputs: ${ports('source').join(', ')}`);
  }
  if (isSelected) parts.push('selected');
  return parts.join('; ');
}
