import { Checkbox, Modal } from 'antd';
import { useWords } from '../ui/react-language.ts';
import { frameMessages } from './messages/frame-messages.ts';
import { useSetting } from './setting.ts';
import { shortcutSetting } from './settings.ts';

/** Shows the keys, and turns them off for those whom they disturb. */
export function KeysDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const words = useWords(frameMessages);
  const on = useSetting(shortcutSetting) === 'on';
  return (
    <Modal
      open={open}
      title={words.keysTitle}
      onCancel={onClose}
      footer={null}
      closable={{ 'aria-label': words.close }}
      destroyOnHidden
    >
      <dl className="keys">
        {words.keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        checked={on}
        onChange={(event) => shortcutSetting.choose(event.target.checked ? 'on' : 'off')}
      >
        {words.keysOn}
      </Checkbox>
    </Modal>
  );
}
