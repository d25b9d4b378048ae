/** What gestures need from the view that they happen in. */

import type { Point } from '../core/geometry';
import type { PortSpot } from '../core/scene';
import type { GraphEngine } from './engine';
import type { GraphViewProps } from './graph-types';

/** How far a pointer may move and still have clicked. */
export const STILL_PX = 4;

export interface Fits {
  port: (spot: PortSpot) => boolean;
  /** Null for the card that the wire begins at. */
  box: ((id: string) => boolean | null) | null;
}

export interface PointerHost {
  engine: GraphEngine;
  element: HTMLElement;
  props(): GraphViewProps;
  select(ids: string[]): void;
  focusBox(id: string): void;
  /** A line of text beside a point of the screen; null takes it away. */
  hint(text: string | null, at?: Point): void;
  /** Marks the ports that fit while a wire is drawn, or the cards where it ends at whole steps. */
  light(fits: Fits | null): void;
  isSpaceHeld(): boolean;
}

export interface Gesture {
  move(screen: Point, event: PointerEvent): void;
  end(screen: Point, event: PointerEvent): void;
  cancel(): void;
}

/** Whether what is pressed on comes to what is selected: with Shift, or in the selection mode of fingers. */
export function addsTo(host: Pick<PointerHost, 'props'>, event: MouseEvent): boolean {
  return event.shiftKey || host.props().isSelecting === true;
}
