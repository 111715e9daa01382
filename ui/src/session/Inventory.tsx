import { clsx } from 'clsx';
import { bytes } from '../kit/figures';
import { toldName } from '../kit/Told';
import type { Part } from './inventory';

const MOST_PATHS = 8;

/** A kind of things in one row; of many the first, and how many more. */
const pathsOf = (paths: readonly string[]): string =>
  paths.length > MOST_PATHS
    ? `${paths.slice(0, MOST_PATHS).join(', ')} and ${paths.length - MOST_PATHS} more`
    : paths.join(', ');

export const Inventory = ({
  parts,
  nameOf,
}: {
  parts: readonly Part[];
  nameOf: Record<Part['outcome'], string>;
}) =>
  parts.map((part) => (
    <table key={part.outcome} aria-label={nameOf[part.outcome]} className="mt-3 w-full table-fixed text-12">
      <colgroup>
        <col className="w-36" />
        <col />
        <col className="w-18" />
      </colgroup>
      <thead>
        <tr className="border-b">
          <th
            scope="col"
            colSpan={2}
            className={clsx('h-7 text-left font-semibold', part.outcome === 'gone' && 'text-fail')}
          >
            {nameOf[part.outcome]}
          </th>
          <th scope="col" className="num text-right font-medium text-subtle">
            {part.bytes > 0 && bytes(part.bytes)}
          </th>
        </tr>
      </thead>
      <tbody>
        {part.rows.map((row) => (
          <tr key={row.kind} className="align-baseline">
            <th scope="row" className="py-1 text-left font-normal">
              {row.paths.length > 1 ? `${row.name}, ${row.paths.length}` : row.name}
            </th>
            <td className="py-1 pr-3 text-muted wrap-anywhere">
              <bdi>{toldName(pathsOf(row.paths))}</bdi>
            </td>
            <td className="num py-1 text-right text-subtle">{row.bytes > 0 && bytes(row.bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  ));
