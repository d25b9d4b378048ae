/** The whole graph as an SVG picture, with what a job says about its steps. */

import type { Scene } from '../core/scene';
import { type SvgMark, sceneSvg } from '../core/svg';
import type { Colours } from './colours';
import type { NodeOverlay } from './graph-types';
import { statusColour, statusLook } from './status-look';

export function pictureOf(
  scene: Scene,
  title: string,
  overlay: Readonly<Record<string, NodeOverlay>>,
  colours: Colours,
): string {
  const marks: Record<string, SvgMark> = {};
  for (const [id, { status, text, badge, reused }] of Object.entries(overlay)) {
    if (scene.boxes.get(id)?.kind !== 'step') continue;
    const { icon, word } = statusLook(status);
    const words = reused ? 'Reused' : word;
    const said = badge ?? text ?? (reused ? words : undefined);
    marks[id] = { colour: statusColour(status, colours), icon, words, text: said };
  }
  return sceneSvg(scene, title, colours, marks);
}
