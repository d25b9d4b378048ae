// The scrolled area of a log: only the lines that are seen exist.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { LogBuffer } from './buffer';
import { LogLine } from './log-line';
import { type Geometry, ROW_PX, scrollHeight, scrollTopFor, WrapIndex, windowAt } from './rows';
import { useBufferVersion } from './use-log';

const useStyles = makeStyles({
  frame: { position: 'relative', flexGrow: 1, minHeight: 0, display: 'flex' },
  scroll: {
    flexGrow: 1,
    overflow: 'auto',
    overflowAnchor: 'none',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  sizer: { position: 'relative', minWidth: '100%' },
  block: { position: 'absolute', left: 0, right: 0 },
  jump: {
    position: 'absolute',
    right: tokens.spacingHorizontalXL,
    bottom: tokens.spacingVerticalL,
    boxShadow: tokens.shadow8,
  },
});

/** A scroll so soon after a key, a wheel or a pointer was meant by the person. */
const BY_HAND_MS = 400;

interface LogLinesProps {
  label: string;
  buffer: LogBuffer;
  /** Line numbers to show, or null for all. */
  lines: readonly number[] | null;
  wrap: boolean;
  regex: RegExp | null;
  /** The line to bring into view and mark. */
  current: number | null;
  follow: boolean;
  onFollow: (follow: boolean) => void;
}

function useViewport() {
  const [size, setSize] = useState({ height: 400, columns: 100 });
  const element = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const shown = element.current;
    if (!shown) return;
    const measure = () => {
      const probe = document.createElement('canvas').getContext('2d');
      if (probe) probe.font = getComputedStyle(shown).font;
      const char = probe?.measureText('0').width || 7;
      const columns = Math.floor((shown.clientWidth - 24) / char) - 7;
      setSize({ height: shown.clientHeight || 400, columns });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(shown);
    return () => observer.disconnect();
  }, []);
  return { element, ...size };
}

export function LogLines(props: LogLinesProps) {
  const { buffer, lines, wrap, regex, current, follow, onFollow } = props;
  const styles = useStyles();
  const version = useBufferVersion(buffer);
  const { element, height, columns } = useViewport();
  const [scrollTop, setScrollTop] = useState(0);
  const index = useMemo(() => (wrap ? new WrapIndex(columns) : null), [wrap, columns]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says that the buffer grew.
  const geometry = useMemo<Geometry>(() => {
    index?.extend(buffer, lines);
    return { count: lines ? lines.length : buffer.lineCount, wrap: index, viewport: height };
  }, [buffer, lines, index, height, version]);
  const tall = scrollHeight(geometry);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the end moves when the height does.
  useLayoutEffect(() => {
    if (follow && element.current) element.current.scrollTop = tall;
  }, [follow, tall, height, element]);

  const at = current === null ? -1 : lines ? lines.indexOf(current) : current;
  const latest = useRef(geometry);
  useEffect(() => {
    latest.current = geometry;
  });
  useEffect(() => {
    if (at >= 0 && element.current) element.current.scrollTop = scrollTopFor(latest.current, at);
  }, [at, element]);

  const touched = useRef(0);
  const touch = () => {
    touched.current = performance.now();
  };
  const onScroll = () => {
    const shown = element.current;
    if (!shown) return;
    const atEnd = shown.scrollTop + shown.clientHeight >= shown.scrollHeight - ROW_PX;
    const byHand = performance.now() - touched.current < BY_HAND_MS;
    if (atEnd !== follow && (atEnd || byHand)) onFollow(atEnd);
    setScrollTop(shown.scrollTop);
  };

  const shown = windowAt(geometry, Math.min(scrollTop, Math.max(0, tall - height)));
  const rows = Array.from({ length: shown.count }, (_, offset) => {
    const position = shown.first + offset;
    return lines ? (lines[position] ?? 0) : position;
  });
  return (
    <div className={styles.frame}>
      <div
        ref={element}
        className={styles.scroll}
        onScroll={onScroll}
        onWheel={touch}
        onTouchMove={touch}
        onPointerDown={touch}
        onPointerMove={(event) => event.buttons && touch()}
        onKeyDown={touch}
        role="log"
        aria-live="off"
        aria-label={props.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled area must be reachable by keyboard.
        tabIndex={0}
      >
        <div
          className={styles.sizer}
          style={{
            height: tall,
            width: wrap ? undefined : `${Math.min(buffer.longest, 20_000) + 9}ch`,
          }}
        >
          <div className={styles.block} style={{ top: shown.top }}>
            {rows.map((line) => (
              <LogLine
                key={line}
                index={line}
                text={buffer.line(line)}
                regex={regex}
                wrap={wrap}
                current={line === current}
              />
            ))}
          </div>
        </div>
      </div>
      {!follow && geometry.count > 0 && (
        <Button
          className={styles.jump}
          size="small"
          shape="circular"
          icon={<ArrowDownRegular />}
          onClick={() => onFollow(true)}
        >
          Jump to end
        </Button>
      )}
    </div>
  );
}
