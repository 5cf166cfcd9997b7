import { Graph, layout } from '@dagrejs/dagre';
import type { Definition, Way } from './definition.ts';

export interface Point {
  x: number;
  y: number;
}
/** A state's box by its centre, in SVG units (CSS pixels at full size). */
export interface PlacedState extends Point {
  name: string;
  width: number;
  height: number;
}
export interface PlacedWay extends Way {
  points: readonly Point[];
  label: Point;
}
export interface Drawing {
  width: number;
  height: number;
  states: readonly PlacedState[];
  ways: readonly PlacedWay[];
}

/** Size of a text, in SVG units. */
export type Measure = (text: string) => number;

/** CJK characters are as wide as the type is high, Latin ones about 0.56 of it. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) width += character > '\u2e7f' ? size : size * 0.56;
  return width;
}

const STATE_HEIGHT = 40;
const LABEL_HEIGHT = 16;

/**
 * Places states and ways from top to bottom.
 * @param stateWidth width of a state's box
 * @param labelWidth width of a way's label; 0 for none
 */
export function layOut(
  { states, ways }: Pick<Definition, 'states' | 'ways'>,
  stateWidth: Measure,
  labelWidth: (way: Way) => number,
): Drawing {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 34, ranksep: 30, edgesep: 14, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const name of states) graph.setNode(name, { width: stateWidth(name), height: STATE_HEIGHT });
  ways.forEach((way, index) => {
    const width = labelWidth(way);
    // The straight way on is short and straight; ways back and round give room.
    const weight = way.causes.includes('approve') || way.causes.length === 0 ? 8 : 1;
    graph.setEdge(
      way.from,
      way.to,
      { weight, width, height: width > 0 ? LABEL_HEIGHT : 0, labelpos: 'c' },
      String(index),
    );
  });
  layout(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    width,
    height,
    states: states.map((name) => {
      const {
        x,
        y,
        width: boxWidth,
        height: boxHeight,
      } = graph.node(name) as Point & {
        width: number;
        height: number;
      };
      return { name, x, y, width: boxWidth, height: boxHeight };
    }),
    ways: ways.map((way, index) => {
      const {
        points,
        x = 0,
        y = 0,
      } = graph.edge(way.from, way.to, String(index)) as Partial<Point> & {
        points: Point[];
      };
      return { ...way, points, label: { x, y } };
    }),
  };
}

/** A smooth line through points: quadratic curves between the middles of the segments. */
export function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return '';
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    const isLastBend = index === rest.length - 2;
    const end = isLastBend ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${round(point)} ${round(end)}`;
  });
  return `M${round(first)}${bends.length > 0 ? bends.join('') : `L${round(last)}`}`;
}

function round({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
