// What the palette offers: pages, actions, and whatever the server finds under the typed words.
import {
  AddRegular,
  BoardRegular,
  BoxMultipleRegular,
  CubeRegular,
  DatabaseRegular,
  FlashRegular,
  FlowchartRegular,
  type FluentIcon,
  KeyboardRegular,
  LayerRegular,
  WeatherMoonRegular,
  WeatherSunnyRegular,
} from '@fluentui/react-icons';
import type {
  ComponentSummary,
  DataSummary,
  DraftSummary,
  Environment,
  JobSummary,
  ModelSummary,
} from '../../api/types';
import { statusLabel } from '../../lib/statuses';
import { paletteActions } from '../../ui/palette-actions';
import { NAV_ITEMS } from '../nav-items';
import { shortcutsState } from '../shortcuts-state';
import { chooseTheme } from '../theme';

export interface Entry {
  id: string;
  group: string;
  label: string;
  detail?: string;
  icon: FluentIcon;
  /** An address of the application, or something to do. */
  go: string | (() => void);
}

export interface Found {
  jobs: readonly JobSummary[];
  components: readonly ComponentSummary[];
  drafts: readonly DraftSummary[];
  data: readonly DataSummary[];
  models: readonly ModelSummary[];
  environments: readonly Environment[];
}

const PAGES: readonly Entry[] = NAV_ITEMS.map((item) => ({
  id: `page ${item.to}`,
  group: 'Go to',
  label: item.label,
  icon: item.icon,
  go: item.to,
}));

const ACTIONS: readonly Entry[] = [
  { id: 'new', group: 'Actions', label: 'New pipeline', icon: AddRegular, go: '/drafts/new' },
  {
    id: 'light',
    group: 'Actions',
    label: 'Light theme',
    icon: WeatherSunnyRegular,
    go: () => chooseTheme('light'),
  },
  {
    id: 'dark',
    group: 'Actions',
    label: 'Dark theme',
    icon: WeatherMoonRegular,
    go: () => chooseTheme('dark'),
  },
  {
    id: 'keys',
    group: 'Actions',
    label: 'Keyboard shortcuts',
    icon: KeyboardRegular,
    go: shortcutsState.open,
  },
];

function fits(entry: Entry, text: string): boolean {
  const label = `${entry.label} ${entry.detail ?? ''}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => label.includes(word));
}

/** What the view behind the palette can do comes first. */
function viewEntries(text: string): Entry[] {
  return paletteActions(text).map(({ id, group, label, keys, run }) => ({
    id,
    group,
    label,
    ...(keys ? { detail: keys } : {}),
    icon: FlashRegular,
    go: run,
  }));
}

export function fixedEntries(text: string): Entry[] {
  return [...viewEntries(text), ...PAGES, ...ACTIONS].filter((entry) => fits(entry, text));
}

function address(place: string, name: string | number): string {
  return `/${place}/${encodeURIComponent(name)}`;
}

export function foundEntries(found: Found): Entry[] {
  return [
    ...found.jobs.map((job) => ({
      id: `job ${job.name}`,
      group: 'Jobs',
      label: job.display_name || job.name,
      detail: `${statusLabel(job.status)}, ${job.name}`,
      icon: FlowchartRegular,
      go: address('jobs', job.name),
    })),
    ...found.components.map((each) => ({
      id: `component ${each.name}`,
      group: 'Components',
      label: each.display_name || each.name,
      detail: each.reference.replace(/^azureml:/, ''),
      icon: BoxMultipleRegular,
      go: address('components', each.name),
    })),
    ...found.drafts.map((draft) => ({
      id: `draft ${draft.id}`,
      group: 'Drafts',
      label: draft.name,
      icon: BoardRegular,
      go: address('drafts', draft.id),
    })),
    ...found.data.map((each) => ({
      id: `data ${each.name}`,
      group: 'Data',
      label: each.name,
      detail: each.type,
      icon: DatabaseRegular,
      go: address('data', each.name),
    })),
    ...found.models.map((each) => ({
      id: `model ${each.name}`,
      group: 'Models',
      label: each.name,
      detail: each.type,
      icon: CubeRegular,
      go: address('models', each.name),
    })),
    ...found.environments.map((each) => ({
      id: `environment ${each.name}`,
      group: 'Environments',
      label: each.name,
      icon: LayerRegular,
      go: address('environments', each.name),
    })),
  ];
}
