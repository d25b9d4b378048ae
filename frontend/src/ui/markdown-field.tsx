// Markdown with a preview. The server renders it: one renderer for the whole product.
import { makeStyles, Tab, TabList, Text, Textarea, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { renderMarkdown } from '../api/catalog';
import { Html } from './html';
import { ProblemView } from './problem-view';

const useStyles = makeStyles({
  root: { display: 'grid', gap: tokens.spacingVerticalXS },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  area: { width: '100%' },
  text: { fontFamily: tokens.fontFamilyMonospace, minHeight: '180px' },
  preview: {
    minHeight: '180px',
    padding: tokens.spacingHorizontalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'auto',
    boxSizing: 'border-box',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

interface MarkdownFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
}

export function MarkdownField({ label, value, onChange }: MarkdownFieldProps) {
  const styles = useStyles();
  const id = useId();
  const [tab, setTab] = useState<'write' | 'preview'>('write');
  return (
    <div className={styles.root}>
      <div className={styles.head}>
        <label htmlFor={id}>{label}</label>
        <TabList
          size="small"
          selectedValue={tab}
          aria-label={`${label}: write or preview`}
          onTabSelect={(_, data) => setTab(data.value === 'preview' ? 'preview' : 'write')}
        >
          <Tab value="write">Write</Tab>
          <Tab value="preview">Preview</Tab>
        </TabList>
      </div>
      {tab === 'write' ? (
        <Textarea
          id={id}
          className={styles.area}
          textarea={{ className: styles.text }}
          resize="vertical"
          value={value}
          placeholder="Markdown: headings, tables, task lists, code"
          onChange={(_, data) => onChange(data.value)}
        />
      ) : (
        <Preview text={value} />
      )}
    </div>
  );
}

function Preview({ text }: { text: string }) {
  const styles = useStyles();
  const rendered = useQuery({
    queryKey: ['markdown', text],
    queryFn: () => renderMarkdown(text),
    enabled: text.trim() !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <div className={styles.preview}>
      {text.trim() === '' && <Text className={styles.quiet}>Nothing to preview.</Text>}
      {rendered.isError && <ProblemView error={rendered.error} />}
      {rendered.data && <Html kind="prose" html={rendered.data.html} />}
    </div>
  );
}
