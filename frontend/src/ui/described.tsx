// Something that people describe and tag: what it is on the side, its description above the rest.
import type { ReactNode } from 'react';
import { DescriptionSection } from './description-section';
import { Split } from './split';
import { TagsSection } from './tags-section';
import { toastProblem } from './toast';

type Change = { description: string } | { tags: Record<string, string> };

interface DescribedProps {
  of: { description: string; description_html: string; tags: Record<string, string> };
  canEdit: boolean;
  onChange: (change: Change) => Promise<unknown>;
  about: ReactNode;
  children: ReactNode;
}

export function Described({ of, canEdit, onChange, about, children }: DescribedProps) {
  const keepTags = (tags: Record<string, string>) => {
    onChange({ tags }).catch((error: unknown) => toastProblem('Tags were not saved', error));
  };
  return (
    <Split
      side={
        <>
          {about}
          <TagsSection tags={of.tags} canEdit={canEdit} onChange={keepTags} />
        </>
      }
    >
      <DescriptionSection
        text={of.description}
        html={of.description_html}
        canEdit={canEdit}
        onSave={(description) => onChange({ description })}
      />
      {children}
    </Split>
  );
}
