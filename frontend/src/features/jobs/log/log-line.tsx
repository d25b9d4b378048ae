// One line of a log: its number, its colours, and what the search found in it.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type CSSProperties, memo } from 'react';
import { type AnsiSpan, type AnsiStyle, parseAnsi } from './ansi';
import { ROW_PX } from './rows';
import { highlightPieces } from './search';

const MOST_CHARS = 20_000;

/** The sixteen colours in tones that can be read on both backgrounds. */
const COLOURS = [
  tokens.colorNeutralForeground3,
  tokens.colorPaletteCranberryForeground2,
  tokens.colorPaletteForestForeground2,
  tokens.colorPaletteMarigoldForeground2,
  tokens.colorPaletteBlueForeground2,
  tokens.colorPaletteMagentaForeground2,
  tokens.colorPaletteTealForeground2,
  tokens.colorNeutralForeground1,
];

const BACKGROUNDS = [
  tokens.colorNeutralBackground5,
  tokens.colorPaletteRedBackground2,
  tokens.colorPaletteGreenBackground2,
  tokens.colorPaletteMarigoldBackground2,
  tokens.colorPaletteBlueBackground2,
  tokens.colorPaletteMagentaBackground2,
  tokens.colorPaletteTealBackground2,
  tokens.colorNeutralBackground4,
];

const useStyles = makeStyles({
  line: { display: 'flex', minHeight: `${ROW_PX}px`, lineHeight: `${ROW_PX}px` },
  /** Letters of other fonts (emoji) would make their line taller than it is counted. */
  single: { height: `${ROW_PX}px` },
  current: { backgroundColor: tokens.colorNeutralBackground1Selected },
  number: {
    flexShrink: 0,
    width: '7ch',
    paddingRight: '2ch',
    textAlign: 'right',
    color: tokens.colorNeutralForeground3,
    userSelect: 'none',
    position: 'sticky',
    left: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    zIndex: 1,
  },
  text: { whiteSpace: 'pre', tabSize: 8 },
  wrapped: { whiteSpace: 'pre-wrap', wordBreak: 'break-all', minWidth: 0 },
  hit: {
    backgroundColor: tokens.colorPaletteYellowBackground2,
    color: tokens.colorNeutralForeground1,
    borderRadius: tokens.borderRadiusSmall,
  },
});

function colourOf(colour: AnsiStyle['color'], from: readonly string[]): string | undefined {
  if (colour === null) return undefined;
  return typeof colour === 'string' ? colour : from[colour % 8];
}

function cssOf(style: AnsiStyle): CSSProperties {
  const color = colourOf(style.color, COLOURS);
  const background = colourOf(style.background, BACKGROUNDS);
  const css: CSSProperties = { color, backgroundColor: background };
  if (style.inverse) {
    css.color = tokens.colorNeutralForegroundInverted;
    css.backgroundColor = color ?? tokens.colorNeutralForeground2;
  }
  if (style.bold) css.fontWeight = 600;
  if (style.dim) css.opacity = 0.75;
  if (style.italic) css.fontStyle = 'italic';
  if (style.underline) css.textDecoration = 'underline';
  return css;
}

interface LogLineProps {
  index: number;
  text: string;
  regex: RegExp | null;
  wrap: boolean;
  current: boolean;
}

function SpanText({ text, regex }: { text: string; regex: RegExp | null }) {
  const styles = useStyles();
  if (!regex) return text;
  let at = 0;
  return highlightPieces(text, regex).map((piece) => {
    at += piece.text.length;
    return piece.hit ? (
      <mark key={at} className={styles.hit}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    );
  });
}

function withKeys(spans: readonly AnsiSpan[]): { key: number; span: AnsiSpan }[] {
  let at = 0;
  return spans.map((span) => {
    const key = at;
    at += span.text.length;
    return { key, span };
  });
}

export const LogLine = memo(function LogLine({ index, text, regex, wrap, current }: LogLineProps) {
  const styles = useStyles();
  const shown = text.length > MOST_CHARS ? `${text.slice(0, MOST_CHARS)} …` : text;
  return (
    <div
      className={mergeClasses(styles.line, !wrap && styles.single, current && styles.current)}
      data-line={index + 1}
    >
      <span className={styles.number} aria-hidden>
        {index + 1}
      </span>
      <span className={mergeClasses(styles.text, wrap && styles.wrapped)}>
        {withKeys(parseAnsi(shown)).map(({ key, span }) => (
          <span key={key} style={cssOf(span.style)}>
            <SpanText text={span.text} regex={regex} />
          </span>
        ))}
      </span>
    </div>
  );
});
