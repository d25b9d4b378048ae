/** What lining up looks like, by the id of its action. */
import {
  AlignBottomRegular,
  AlignCenterHorizontalRegular,
  AlignCenterVerticalRegular,
  AlignLeftRegular,
  AlignRightRegular,
  AlignSpaceEvenlyHorizontalRegular,
  AlignSpaceEvenlyVerticalRegular,
  AlignTopRegular,
} from '@fluentui/react-icons';

export const ALIGN_ICONS: Readonly<Record<string, React.JSX.Element>> = {
  'align-left': <AlignLeftRegular />,
  'align-center': <AlignCenterHorizontalRegular />,
  'align-right': <AlignRightRegular />,
  'align-top': <AlignTopRegular />,
  'align-middle': <AlignCenterVerticalRegular />,
  'align-bottom': <AlignBottomRegular />,
  'align-across': <AlignSpaceEvenlyHorizontalRegular />,
  'align-down': <AlignSpaceEvenlyVerticalRegular />,
};
