// Who is signed in, the other workspaces, and the way out.
import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { PersonCircleRegular, SignOutRegular } from '@fluentui/react-icons';
import { useNavigate } from '@tanstack/react-router';
import { useSession, useSignOut } from '../api/session';
import { rememberWorkspace, workspaceName } from '../api/workspace';

function switchTo(name: string) {
  rememberWorkspace(name);
  location.assign('/');
}

export function UserMenu() {
  const session = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  if (!session) return null;
  const name = session.user.display_name || session.user.username;
  const leave = () =>
    signOut.mutate(undefined, { onSuccess: () => void navigate({ to: '/sign-in', search: {} }) });
  return (
    <Menu
      checkedValues={{ workspace: [workspaceName()] }}
      onCheckedValueChange={(_, data) => switchTo(data.checkedItems[0] ?? '')}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          shape="circular"
          aria-label={`Account of ${name}`}
          icon={<PersonCircleRegular />}
        />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>Signed in as {name}</MenuGroupHeader>
          </MenuGroup>
          {session.workspaces.length > 1 && (
            <MenuGroup>
              <MenuGroupHeader>Workspace</MenuGroupHeader>
              {session.workspaces.map((each) => (
                <MenuItemRadio key={each.name} name="workspace" value={each.name}>
                  {each.display_name || each.name}
                </MenuItemRadio>
              ))}
            </MenuGroup>
          )}
          <MenuDivider />
          <MenuItem icon={<SignOutRegular />} onClick={leave}>
            Sign out
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
