package lianhu.core.kf;

import lianhu.core.report.ReceiptNo;

class InMemoryKfSessionsTest extends KfSessionsContract {
    private final InMemoryKfSessions visitors = new InMemoryKfSessions(() -> now);

    @Override
    protected KfSessions sessions() {
        return visitors;
    }

    @Override
    protected ReceiptNo report(KfCustomer kfCustomer) {
        ReceiptNo receipt = new ReceiptNo("48271938");
        visitors.reported(kfCustomer, receipt);
        return receipt;
    }
}
