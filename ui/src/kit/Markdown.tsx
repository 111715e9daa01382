import type { ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { told } from './Told';

const heading = ({ children }: { children?: ReactNode }) => <p className="heading">{children}</p>;

/** An agent may write anything: no markup of it is run, nothing is fetched. */
const components: Components = {
  h1: heading,
  h2: heading,
  h3: heading,
  h4: heading,
  h5: heading,
  h6: heading,
  img: ({ alt, src }) => <span className="text-muted">[picture: {told(alt || String(src))}]</span>,
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  ),
  input: ({ checked }) => <span aria-hidden>{checked ? '☑' : '☐'}</span>,
  pre: ({ children }) => (
    <figure tabIndex={0} aria-label="Code" className="m-0">
      <pre>{children}</pre>
    </figure>
  ),
};

interface Node {
  type: string;
  value?: string;
  children?: Node[];
}

/** Behind the reading: a document may write a letter also by its number. */
const tellTexts = () => (tree: Node) => {
  const visit = (node: Node): void => {
    if (node.type === 'text' && node.value) node.value = told(node.value);
    node.children?.forEach(visit);
  };
  visit(tree);
};

/** Text of an agent as a document. */
export default function Markdown({ text, className }: { text: string; className?: string }) {
  return (
    <div className={className ?? 'prose'}>
      <ReactMarkdown remarkPlugins={[remarkGfm]} rehypePlugins={[tellTexts]} components={components}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
