import { useId, useMemo } from 'react';
import type { Application } from '../../../domain/subsidies/application.ts';
import type { Policy } from '../../../domain/subsidies/policy.ts';
import { useWords } from '../../ui/react-language.ts';
import { workflowMessages } from '../messages/workflow-messages.ts';
import { applicationReviewDefinition, type Way, withStages } from './definition.ts';
import { curve, type Drawing, layOut, textWidth } from './layout.ts';
import { progressOf } from './progress.ts';

type Words = (typeof workflowMessages)['zh'];

const STATE_TYPE = 14;
const LABEL_TYPE = 12;
/** Room in a box for its mark and margins. */
const BOX_PADDING = 56;

/** The workflow of an application, drawn: what is done, where it stands, and the ways back. */
export default function WorkflowGraph({
  application,
  policy,
}: {
  application: Application;
  policy: Pick<Policy, 'chain'>;
}) {
  const words = useWords(workflowMessages);
  const drawing = useMemo(() => draw(words, policy), [words, policy]);
  const { current, done } = progressOf(application, policy);
  const arrow = useId();
  const nameOf = (state: string) => words.states[state] ?? state;
  const markOf = (state: string) => (state === current ? 'current' : done.includes(state) ? 'done' : 'ahead');
  return (
    <figure className="workflow">
      <svg
        role="img"
        aria-label={words.alternative(nameOf(current), done.map(nameOf))}
        viewBox={`0 0 ${Math.ceil(drawing.width)} ${Math.ceil(drawing.height)}`}
        style={{ maxInlineSize: `${Math.ceil(drawing.width)}px` }}
      >
        <defs>
          {(['on', 'back', 'late'] as const).map((kind) => (
            <marker
              key={kind}
              id={`${arrow}-${kind}`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto-start-reverse"
            >
              <path className={`tip ${kind}`} d="M0 0.5 8 4 0 7.5Z" />
            </marker>
          ))}
        </defs>
        {drawing.ways.map(({ from, to, points, ...way }) => (
          <path
            key={`${from} ${to} ${way.causes.join()}`}
            className={`way ${kindOf(way)}`}
            d={curve(points)}
            markerEnd={`url(#${arrow}-${kindOf(way)})`}
          />
        ))}
        {drawing.ways.map(
          ({ from, to, causes, label }) =>
            causes.length > 0 && (
              <text
                key={`${from} ${to} ${causes.join()}`}
                className={`cause ${kindOf({ causes })}`}
                x={label.x}
                y={label.y}
                fontSize={LABEL_TYPE}
              >
                {labelOf({ causes }, words)}
              </text>
            ),
        )}
        {drawing.states.map(({ name, x, y, width, height }) => (
          <g key={name} className={`state ${markOf(name)}`} transform={`translate(${x} ${y})`}>
            <rect x={-width / 2} y={-height / 2} width={width} height={height} rx={6} />
            <Mark kind={markOf(name)} x={-width / 2 + 20} />
            <text x={12} y={0} fontSize={STATE_TYPE}>
              {nameOf(name)}
            </text>
          </g>
        ))}
      </svg>
      <figcaption>
        <ul className="legend">
          {(['current', 'done', 'ahead'] as const).map((kind) => (
            <li key={kind} className={`state ${kind}`}>
              <svg viewBox="-10 -10 20 20" aria-hidden="true">
                <Mark kind={kind} x={0} />
              </svg>
              {words[kind]}
            </li>
          ))}
          {(['on', 'back', 'late'] as const).map((kind) => (
            <li key={kind}>
              <svg viewBox="0 0 20 20" aria-hidden="true">
                <path className={`way ${kind}`} d="M0 10H20" />
              </svg>
              {{ on: words.normalWay, back: words.returnWay, late: words.escalationWay }[kind]}
            </li>
          ))}
        </ul>
        <p>{words.withdrawNote}</p>
      </figcaption>
    </figure>
  );
}

/** A tick, a filled dot or an empty ring: the state is told by shape as well as by colour. */
function Mark({ kind, x }: { kind: 'current' | 'done' | 'ahead'; x: number }) {
  if (kind === 'done') return <path className="mark" d={`M${x - 6} 0l4 4 8-8`} fill="none" />;
  return <circle className="mark" cx={x} cy={0} r={kind === 'current' ? 6 : 5} />;
}

function draw(words: Words, { chain }: Pick<Policy, 'chain'>): Drawing {
  const stages = chain.map(({ stage }) => stage);
  const { states, ways } = withStages(applicationReviewDefinition, stages);
  const drawn = ways.flatMap((way): Way[] => {
    const causes = way.causes.filter((cause) => cause !== 'withdraw');
    return way.causes.length > 0 && causes.length === 0 ? [] : [{ ...way, causes }];
  });
  return layOut(
    { states, ways: drawn },
    (name) => textWidth(words.states[name] ?? name, STATE_TYPE) + BOX_PADDING,
    (way) => textWidth(labelOf(way, words), LABEL_TYPE) + 6,
  );
}

function labelOf({ causes }: Pick<Way, 'causes'>, words: Words): string {
  return causes.map((cause) => words.causes[cause]).join(words.or);
}

function kindOf({ causes }: Pick<Way, 'causes'>): 'on' | 'back' | 'late' {
  if (causes.some((cause) => cause === 'return' || cause === 'resubmit')) return 'back';
  const late: readonly string[] = ['timeout', 'remind', 'awaited', 'overdue', 'lapse'];
  return causes.some((cause) => late.includes(cause)) ? 'late' : 'on';
}
