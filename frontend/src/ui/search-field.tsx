// Searches as one types: the text rests a moment, then goes to the URL.
import { SearchBox } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useHotkey } from './hotkeys';

interface SearchFieldProps {
  label: string;
  value: string | undefined;
  onChange: (text: string | undefined) => void;
}

export function SearchField({ label, value = '', onChange }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const [sent, setSent] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  if (value !== known) {
    setKnown(value);
    if (value !== sent) {
      // The URL changed by other means (Back, a reset): it wins over what was typed before.
      setSent(value);
      setText(value);
    }
  }
  useHotkey('/', () => input.current?.focus(), 'Search in this list');
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === value) return;
    const timer = setTimeout(() => {
      setSent(wanted);
      onChange(wanted || undefined);
    }, 200);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <SearchBox
      ref={input}
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(_, data) => setText(data.value)}
      style={{ width: 'min(320px, 100%)' }}
    />
  );
}
