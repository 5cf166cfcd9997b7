import { Alert } from 'antd';
import { trailFaults } from '../../../domain/trail/faults.ts';
import { useLanguage, useWords } from '../../ui/react-language.ts';
import { trailMessages } from '../messages/trail-messages.ts';
import type { ChainState } from './check-chain.ts';
import { computesHashes } from './sha256.ts';

/** What the check of the chain found; undefined while it is under way. */
export function ChainNotice({ state }: { state: ChainState | undefined }) {
  const words = useWords(trailMessages);
  const language = useLanguage();
  if (!computesHashes) return <Alert className="notice" type="warning" showIcon title={words.cannotCheck} />;
  if (!state) return <Alert className="notice" type="info" showIcon title={words.checking} />;
  if (state.state === 'broken')
    return (
      <Alert
        className="notice"
        type="error"
        showIcon
        title={words.broken(state.seq)}
        description={
          <>
            <p>{trailFaults[state.fault][language]}</p>
            <p>{words.brokenHint}</p>
          </>
        }
      />
    );
  if (state.state === 'sound-so-far')
    return <Alert className="notice" type="info" showIcon title={words.soundSoFar(state.events)} />;
  const { events, kept } = state;
  return (
    <Alert
      className="notice"
      role="status"
      type="success"
      showIcon
      title={kept ? words.sound(events) : words.soundAlone(events)}
    />
  );
}
