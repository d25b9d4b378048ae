// The places that the navigation and the command palette lead to.
import {
  BoardRegular,
  BoxMultipleRegular,
  CubeRegular,
  DatabaseRegular,
  FlowchartRegular,
  type FluentIcon,
  HomeRegular,
  LayerRegular,
  ServerRegular,
  SettingsRegular,
} from '@fluentui/react-icons';

export interface NavItem {
  label: string;
  to:
    | '/'
    | '/jobs'
    | '/drafts'
    | '/components'
    | '/data'
    | '/models'
    | '/environments'
    | '/computes'
    | '/settings';
  icon: FluentIcon;
  group: 'work' | 'assets' | 'manage' | 'top';
}

export const NAV_ITEMS: readonly NavItem[] = [
  { label: 'Home', to: '/', icon: HomeRegular, group: 'top' },
  { label: 'Pipelines', to: '/jobs', icon: FlowchartRegular, group: 'work' },
  { label: 'Designer', to: '/drafts', icon: BoardRegular, group: 'work' },
  { label: 'Components', to: '/components', icon: BoxMultipleRegular, group: 'assets' },
  { label: 'Data', to: '/data', icon: DatabaseRegular, group: 'assets' },
  { label: 'Models', to: '/models', icon: CubeRegular, group: 'assets' },
  { label: 'Environments', to: '/environments', icon: LayerRegular, group: 'assets' },
  { label: 'Compute', to: '/computes', icon: ServerRegular, group: 'manage' },
  { label: 'Settings', to: '/settings', icon: SettingsRegular, group: 'manage' },
];

export const NAV_GROUPS: readonly { id: NavItem['group']; label: string | null }[] = [
  { id: 'top', label: null },
  { id: 'work', label: 'Author and run' },
  { id: 'assets', label: 'Assets' },
  { id: 'manage', label: 'Manage' },
];
