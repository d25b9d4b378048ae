// A pane with a handle at its left edge: dragged, or moved with the arrow keys; its width is kept.
import { makeStyles, tokens } from '@fluentui/react-components';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';

const useStyles = makeStyles({
  pane: { position: 'relative', flexShrink: 0, display: 'flex', minHeight: 0, maxWidth: '75%' },
  content: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' },
  handle: {
    position: 'absolute',
    left: '-4px',
    top: 0,
    bottom: 0,
    width: '8px',
    cursor: 'col-resize',
    zIndex: 3,
    touchAction: 'none',
    '::after': {
      content: '""',
      position: 'absolute',
      top: 0,
      bottom: 0,
      left: '3px',
      width: '2px',
      borderRadius: tokens.borderRadiusCircular,
      transitionProperty: 'background-color',
      transitionDuration: tokens.durationFaster,
    },
    ':hover::after': { backgroundColor: tokens.colorCompoundBrandStroke },
    ':focus-visible': { outlineStyle: 'none' },
    ':focus-visible::after': { backgroundColor: tokens.colorStrokeFocus2 },
  },
});

interface ResizableProps {
  label: string;
  /** Where the width is remembered. */
  storageKey: string;
  initial: number;
  min: number;
  max: number;
  children: ReactNode;
}

export function Resizable({ label, storageKey, initial, min, max, children }: ResizableProps) {
  const styles = useStyles();
  const [width, setWidth] = useState(() => Number(localStorage.getItem(storageKey)) || initial);
  const drag = useRef<{ x: number; width: number } | null>(null);
  const resize = (to: number) => {
    const next = Math.round(Math.max(min, Math.min(max, to)));
    setWidth(next);
    localStorage.setItem(storageKey, String(next));
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, width };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (drag.current) resize(drag.current.width + drag.current.x - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowLeft: 24, ArrowRight: -24 };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    resize(width + step);
  };
  return (
    <div className={styles.pane} style={{ width }}>
      <div
        className={styles.handle}
        role="separator"
        aria-orientation="vertical"
        aria-label={label}
        aria-valuenow={width}
        aria-valuemin={min}
        aria-valuemax={max}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          drag.current = null;
        }}
        onKeyDown={onKeyDown}
      />
      <div className={styles.content}>{children}</div>
    </div>
  );
}
