/** A graph small enough to be a picture: its boxes and edges where the real layout puts them. */

import { makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useMemo, useState } from 'react';
import type { Components } from '../core/components';
import type { PipelineDocument, Position } from '../core/document';
import { type Box, buildScene, type Edge, type Scene } from '../core/scene';
import { arrange } from './arrange';

const useStyles = makeStyles({
  svg: { width: '100%', height: '100%', display: 'block' },
  edge: { fill: 'none', stroke: tokens.colorNeutralStroke1, strokeWidth: '5px' },
  step: {
    fill: tokens.colorBrandBackground2,
    stroke: tokens.colorBrandStroke1,
    strokeWidth: '4px',
  },
  end: {
    fill: tokens.colorNeutralBackground4,
    stroke: tokens.colorNeutralStroke1,
    strokeWidth: '4px',
  },
});

interface ThumbnailProps {
  document: PipelineDocument;
  components: Components;
}

/** Decoration: what it shows is said in words beside it. */
export function Thumbnail({ document, components }: ThumbnailProps) {
  const styles = useStyles();
  const scene = usePlacedScene(document, components);
  if (scene === null || scene.boxes.size === 0) return null;
  const boxes = [...scene.boxes.values()];
  return (
    <svg className={styles.svg} viewBox={viewBox(boxes)} aria-hidden="true" focusable="false">
      {scene.edges.map((edge) => (
        <path key={edge.id} className={styles.edge} d={curve(edge)} />
      ))}
      {boxes.map(({ id, kind, x, y, width, height }) => (
        <rect
          key={id}
          className={kind === 'step' ? styles.step : styles.end}
          x={x}
          y={y}
          width={width}
          height={height}
          rx={kind === 'step' ? 14 : height / 2}
        />
      ))}
    </svg>
  );
}

function usePlacedScene(document: PipelineDocument, components: Components): Scene | null {
  const own = Object.keys(document.layout.nodes).length > 0;
  const [found, setFound] = useState<Record<string, Position> | null>(null);
  useEffect(() => {
    if (own) return;
    let isCurrent = true;
    void arrange(buildScene(document, components)).then((places) => {
      if (isCurrent) setFound(places);
    });
    return () => {
      isCurrent = false;
    };
  }, [own, document, components]);
  return useMemo(() => {
    if (own) return buildScene(document, components);
    return found && buildScene({ ...document, layout: { nodes: found } }, components);
  }, [own, found, document, components]);
}

const MARGIN = 24;

/** A picture of one box is not larger than one of several: none is drawn as a poster. */
const LEAST_WIDTH = 640;
const LEAST_HEIGHT = 420;

function viewBox(boxes: readonly Box[]): string {
  const left = Math.min(...boxes.map((one) => one.x)) - MARGIN;
  const top = Math.min(...boxes.map((one) => one.y)) - MARGIN;
  const width = Math.max(...boxes.map((one) => one.x + one.width)) + MARGIN - left;
  const height = Math.max(...boxes.map((one) => one.y + one.height)) + MARGIN - top;
  const [across, down] = [Math.max(width, LEAST_WIDTH), Math.max(height, LEAST_HEIGHT)];
  return `${left - (across - width) / 2} ${top - (down - height) / 2} ${across} ${down}`;
}

function curve({ from, to }: Edge): string {
  const reach = Math.max(30, Math.abs(to.y - from.y) / 2);
  return `M${from.x} ${from.y} C${from.x} ${from.y + reach} ${to.x} ${to.y - reach} ${to.x} ${to.y}`;
}
