import { BlockStack, Button, Card, RangeSlider, SkeletonBodyText, Text } from '@shopify/polaris';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { AXIS_X, AXIS_Y, GRID, NOW_COLOR, THEN_COLOR } from '../../chart-style.ts';
import { ChartCard } from '../../chart-card.tsx';
import { DataTable, type Column } from '../../data-table.tsx';
import { formatCount, formatPrice, formatShare, plural } from '../../format.ts';
import { Legend } from '../../legend.tsx';
import { useAsk } from '../../use-ask.ts';
import { ASK_URL } from '../ask-url.ts';

interface DialPoint {
  readonly dial: number;
  readonly hits: number;
  readonly offerMarginMinor: number | null;
}

interface DialPreview {
  readonly orders: number;
  readonly points: readonly DialPoint[];
  readonly products: number;
  readonly costKnown: number;
  readonly reached: number;
}

interface DialCardProps {
  readonly dial: number;
  readonly currency: string;
  readonly onChange: (dial: number) => void;
}

const DIAL = { intent: 'dial' };

/** The margin dial, with what each position would have done for the newest orders. */
export function DialCard(props: DialCardProps) {
  const { answer, problem, askAgain } = useAsk<DialPreview>(ASK_URL, DIAL);
  if (problem !== null)
    return (
      <Simple>
        <Text as="p" tone="critical">
          {`The preview could not be worked out. ${problem}`}
        </Text>
        <div>
          <Button onClick={askAgain}>Try again</Button>
        </div>
      </Simple>
    );
  if (answer === null)
    return (
      <Simple>
        <SkeletonBodyText lines={6} />
      </Simple>
    );
  const start = answer.points[0];
  if (answer.costKnown === 0 || answer.orders === 0 || !start)
    return (
      <Simple>
        <Text as="p">
          {answer.costKnown === 0
            ? 'No product has a unit cost yet. Enter “Cost per item” in Shopify, and the dial can weigh profit against relevance.'
            : 'No order with two products yet, so nothing can be previewed.'}
        </Text>
      </Simple>
    );
  return <Dial {...props} preview={answer} start={start} />;
}

const TITLE = 'From relevance to profit';

function Simple({ children }: { children: React.ReactNode }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {TITLE}
        </Text>
        {children}
      </BlockStack>
    </Card>
  );
}

interface DialProps extends DialCardProps {
  readonly preview: DialPreview;
  readonly start: DialPoint;
}

function Dial({ dial, currency, onChange, preview, start }: DialProps) {
  const { orders, points, products, costKnown, reached } = preview;
  const finding = describe(points, start, dial, orders, currency);
  return (
    <ChartCard
      title={TITLE}
      finding={finding}
      note={`Replayed with your newest ${plural(orders, 'order')}: of each, one product is taken out, and the rest is a guest's cart. The model has learned from these orders, so the hits flatter it; compare positions, not figures. Unit cost is known for ${formatShare(costKnown, products)} of ${plural(products, 'product')}; the others count with the mean margin. At 0, ${plural(reached, 'product')} (${formatShare(reached, products)}) turn up among the first ten of these carts.`}
      chart={
        <BlockStack gap="400">
          <RangeSlider
            label="Margin dial"
            min={0}
            max={100}
            step={10}
            value={Math.round(dial * 100)}
            onChange={(value) => onChange((Array.isArray(value) ? value[0] : value) / 100)}
            output
            suffix={<Text as="span" numeric>{`${Math.round(dial * 100)}%`}</Text>}
            helpText="0%: what is most likely wanted. 100%: what earns most, wanted or not."
          />
          <Legend
            series={[
              { title: 'Hits', color: NOW_COLOR },
              { title: 'Margin of an offer', color: THEN_COLOR },
            ]}
          />
          <DialChart points={points} start={start} dial={dial} finding={finding} />
        </BlockStack>
      }
      table={
        <DataTable
          caption="Positions of the margin dial"
          columns={columnsFor(start, currency)}
          rows={points}
          keyOf={({ dial: position }) => String(position)}
        />
      }
    />
  );
}

/** Change against position 0, as a share; null where there is nothing to compare with. */
const changeOf = (now: number | null, before: number | null): number | null =>
  now === null || before === null || before === 0 ? null : now / before - 1;

function DialChart({
  points,
  start,
  dial,
  finding,
}: {
  points: readonly DialPoint[];
  start: DialPoint;
  dial: number;
  finding: string;
}) {
  const drawn = points.map((point) => ({
    dial: Math.round(point.dial * 100),
    hits: changeOf(point.hits, start.hits),
    margin: changeOf(point.offerMarginMinor, start.offerMarginMinor),
  }));
  const format = (share: unknown): string => signed(Number(share));
  return (
    <div className="chart" role="img" aria-label={finding}>
      <ResponsiveContainer width="100%" height="100%">
        <LineChart data={drawn} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid {...GRID} />
          <XAxis dataKey="dial" type="number" domain={[0, 100]} unit="%" {...AXIS_X} />
          <YAxis tickFormatter={format} {...AXIS_Y} />
          <Tooltip
            labelFormatter={(position) => `Dial at ${position}%`}
            formatter={(share, name) => [format(share), name]}
          />
          <ReferenceLine x={Math.round(dial * 100)} stroke="#616161" strokeDasharray="4 3" />
          <Line dataKey="hits" name="Hits" stroke={NOW_COLOR} strokeWidth={2} isAnimationActive={false} />
          <Line
            dataKey="margin"
            name="Margin of an offer"
            stroke={THEN_COLOR}
            strokeWidth={2}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

function columnsFor(start: DialPoint, currency: string): Column<DialPoint>[] {
  return [
    { title: 'Dial', kind: 'main', cell: ({ dial }) => `${Math.round(dial * 100)}%` },
    { title: 'Hits', kind: 'number', cell: ({ hits }) => formatCount(hits) },
    { title: 'Change', kind: 'number', cell: ({ hits }) => changeText(hits, start.hits) },
    {
      title: 'Margin of an offer',
      kind: 'number',
      cell: ({ offerMarginMinor }) => money(offerMarginMinor, currency),
    },
    {
      title: 'Its change',
      kind: 'number',
      cell: ({ offerMarginMinor }) => changeText(offerMarginMinor, start.offerMarginMinor),
    },
  ];
}

function describe(
  points: readonly DialPoint[],
  start: DialPoint,
  dial: number,
  orders: number,
  currency: string,
): string {
  const point = points.find((each) => Math.abs(each.dial - dial) < 0.05) ?? start;
  const base = `In ${formatCount(start.hits)} of ${plural(orders, 'recent order')} the product bought with the cart is among the first three, and an average offer earns ${money(start.offerMarginMinor, currency)}`;
  if (point.dial === 0) return `${base}. Move the dial to see what profit would cost.`;
  return `At ${Math.round(point.dial * 100)}%, the product bought with the cart is among the first three in ${formatCount(point.hits)} of ${plural(orders, 'recent order')} instead of ${formatCount(start.hits)} (${changeText(point.hits, start.hits)}), and an average offer earns ${money(point.offerMarginMinor, currency)} instead of ${money(start.offerMarginMinor, currency)} (${changeText(point.offerMarginMinor, start.offerMarginMinor)}).`;
}

function changeText(now: number | null, before: number | null): string {
  const change = changeOf(now, before);
  return change === null ? '–' : signed(change);
}

function money(minor: number | null, currency: string): string {
  return minor === null ? '–' : formatPrice({ amountMinor: Math.round(minor), currency });
}

function signed(share: number): string {
  const percent = Math.round(share * 100);
  return percent === 0 ? '0%' : `${percent > 0 ? '+' : '−'}${Math.abs(percent)}%`;
}
