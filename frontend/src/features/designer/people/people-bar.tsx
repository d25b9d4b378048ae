/** Who else has the draft open: initials in the colour of their selection, names on hover. */

import {
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import type { Person } from '../../../api/live';
import { useSession } from '../../../api/session';
import { colourOf, initials } from './colours';
import { fullName, isOwn } from './who';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    alignItems: 'center',
    margin: 0,
    padding: '0 4px',
    listStyleType: 'none',
    flexShrink: 0,
  },
  person: {
    display: 'grid',
    placeItems: 'center',
    width: '26px',
    height: '26px',
    marginLeft: '-4px',
    padding: 0,
    border: `2px solid ${tokens.colorNeutralBackground1}`,
    borderRadius: '50%',
    color: '#ffffff',
    fontFamily: 'inherit',
    fontSize: '11px',
    fontWeight: tokens.fontWeightSemibold,
    cursor: 'pointer',
  },
  more: { color: tokens.colorNeutralForeground2, backgroundColor: tokens.colorNeutralBackground4 },
});

const MOST = 4;

interface PeopleBarProps {
  people: readonly Person[];
  /** Shows what somebody has selected. */
  onFind: (selected: string) => void;
}

export function PeopleBar({ people, onFind }: PeopleBarProps) {
  const styles = useStyles();
  const own = useSession()?.user.username;
  if (people.length === 0) return null;
  const shown = people.slice(0, MOST);
  const rest = people.slice(MOST);
  const find = (one: Person) => {
    const [selected] = one.selection;
    if (selected !== undefined) onFind(selected);
  };
  return (
    <ul className={styles.list} aria-label="Also here">
      {shown.map((one) => (
        <li key={one.tab}>
          <Tooltip content={words(one, own)} relationship="label">
            <button
              type="button"
              className={styles.person}
              style={{ backgroundColor: colourOf(one.username) }}
              onClick={() => find(one)}
            >
              {isOwn(one.username, own) ? 'You' : initials(one.name)}
            </button>
          </Tooltip>
        </li>
      ))}
      {rest.length > 0 && (
        <li>
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <button
                type="button"
                className={`${styles.person} ${styles.more}`}
                aria-label={`${rest.length} more`}
              >
                +{rest.length}
              </button>
            </MenuTrigger>
            <MenuPopover>
              <MenuList>
                {rest.map((one) => (
                  <MenuItem key={one.tab} onClick={() => find(one)}>
                    {words(one, own)}
                  </MenuItem>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
        </li>
      )}
    </ul>
  );
}

function words(one: Person, own: string | undefined): string {
  const who = fullName(one, own);
  const what = one.can_edit ? '' : ', reading only';
  const [at] = one.selection;
  if (at === undefined) return `${who}${what}`;
  const more = one.selection.length - 1;
  return `${who}${what}, at ${at.replaceAll('/', ' / ')}${more > 0 ? ` and ${more} more` : ''}`;
}
