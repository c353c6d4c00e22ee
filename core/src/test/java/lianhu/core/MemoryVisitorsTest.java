package lianhu.core;

import lianhu.core.care.Visitor;
import lianhu.core.care.Visitors;
import lianhu.core.report.ReceiptNo;

class MemoryVisitorsTest extends VisitorsContract {
    private final MemoryVisitors visitors = new MemoryVisitors(() -> now);

    @Override
    protected Visitors visitors() {
        return visitors;
    }

    @Override
    protected ReceiptNo report(Visitor visitor) {
        ReceiptNo receipt = new ReceiptNo("48271938");
        visitors.reported(visitor, receipt);
        return receipt;
    }
}
