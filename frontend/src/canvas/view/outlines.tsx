/**
 * Coloured frames around boxes, with a word: who has them selected, or how they changed. Of the boxes
 * that are DOM; the canvas paints the other frames.
 */

import { makeStyles } from '@fluentui/react-components';
import { useCallback, useSyncExternalStore } from 'react';
import type { GraphEngine } from './engine';
import type { BoxOutline } from './graph-types';
import { OUTLINE_ROOM } from './paint-outlines';

const useStyles = makeStyles({
  frame: {
    position: 'absolute',
    // Above the cards.
    zIndex: 3,
    top: 0,
    left: 0,
    pointerEvents: 'none',
    borderRadius: '9px',
    border: '2px solid',
  },
  word: {
    position: 'absolute',
    top: '-19px',
    right: '4px',
    maxWidth: '100%',
    padding: '0 6px',
    borderRadius: '4px 4px 0 0',
    fontSize: '11px',
    lineHeight: '17px',
    color: '#ffffff',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
});

interface OutlinesProps {
  engine: GraphEngine;
  outlines: Readonly<Record<string, BoxOutline>>;
}

export function Outlines({ engine, outlines }: OutlinesProps) {
  const styles = useStyles();
  const scene = useSyncExternalStore(
    useCallback((listener: () => void) => engine.on('scene', listener), [engine]),
    () => engine.scene,
  );
  const near = useSyncExternalStore(
    useCallback((listener: () => void) => engine.on('near', listener), [engine]),
    () => engine.near.ids,
  );
  return near.map((id) => {
    const box = scene.boxes.get(id);
    const outline = outlines[id];
    if (!box || !outline) return null;
    const { colour, word, isDashed } = outline;
    const { x, y, width, height } = box;
    return (
      <div
        key={id}
        data-outline={id}
        className={styles.frame}
        style={{
          borderColor: colour,
          borderStyle: isDashed ? 'dashed' : 'solid',
          transform: `translate(${x - OUTLINE_ROOM}px, ${y - OUTLINE_ROOM}px)`,
          width: width + 2 * (OUTLINE_ROOM - 2),
          height: height + 2 * (OUTLINE_ROOM - 2),
        }}
      >
        <span className={styles.word} style={{ backgroundColor: colour }}>
          {word}
        </span>
      </div>
    );
  });
}
