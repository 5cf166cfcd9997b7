import { Skeleton } from 'antd';
import { useWords } from '../ui/react-language.ts';
import { frameMessages } from './messages/frame-messages.ts';

/** The shape of what is on its way. */
export function Loading({ rows = 8 }: { rows?: number }) {
  const words = useWords(frameMessages);
  return (
    <div role="status" aria-label={words.loading}>
      <Skeleton title={false} active={false} paragraph={{ rows }} />
    </div>
  );
}
